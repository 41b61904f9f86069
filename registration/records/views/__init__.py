"""Pages of records: `own`, `certificates`, `provider` for the person, the others for officers."""
