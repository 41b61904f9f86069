"""The entry of an employer: what is shown of it, who acts for it, what waits there.

Read `shown`, `agents`, `contacts`, `duties`; the lists are `mine`, `search`, `finding`, `history`.
"""
