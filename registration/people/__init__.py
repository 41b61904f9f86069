"""The workers of an employer: who works there, is added, reported, ended and corrected.

Read `workers` (the queries), `lines` (the list), `told` (what is said of one), `adding` and
`steps` (how one is added), `many` (how a roster enters them), `correcting` and `identifying` (what
the county corrects), `reminders` (what is still to be reported).
"""
