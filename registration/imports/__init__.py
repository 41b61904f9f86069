"""Taking over what other registers know: read `columns`, `reading`, `outline`, `run` in this order.

A file is read as a stream, looked through once (how many rows, which of them twice, which below
which), and then written in chunks; each chunk is one transaction that also moves the run on, so
that a killed run goes on where it stopped and the same file again changes nothing.
"""
