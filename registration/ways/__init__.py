"""我能参加吗: which insurances are open to whom, since when, and what to do next."""
