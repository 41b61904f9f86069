"""Pages of outlets: `own` for agents of a courier unit, `register` for officers."""
