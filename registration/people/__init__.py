"""The workers of an employer: who works there, is added, reported, ended and corrected.

Read `workers` (the queries), `lines` (the list), `told` (what is said of one), `adding` and
`steps` (how one is added), `correcting` (what the county corrects).
"""
