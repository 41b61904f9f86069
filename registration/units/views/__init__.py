"""Pages of employers: `own` and `agents` for those who act for one, the others for officers."""
