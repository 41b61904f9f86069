"""Courier outlets, which join work-injury insurance first and alone.

Read `entries` (the writers), `base` (what is paid), `postal` (the list of the postal authority and
what it says of the register), `uninsured` (outlets on the list that nobody has insured).
"""
