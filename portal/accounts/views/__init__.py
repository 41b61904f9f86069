"""Pages of accounts, by audience: entering, the own account, staff."""
