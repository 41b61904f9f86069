"""Forms of employers: `own` for those who act for one, `register` for officers."""
