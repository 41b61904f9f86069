"""Pages of workers: `workers` and `worker` for agents, `adding`, `register` for officers."""
