"""Pages of the roster: the table is handed in, then its rows are checked."""
