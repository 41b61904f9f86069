"""Windows: who stands there, what is done for them, and the receipt of it.

Read `visits` (the only writer), `receipt`, `rows`, `places` (where units may register here).
"""
