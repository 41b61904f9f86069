"""Pages of projects: `own` and `people` for the contractor, `office` for officers."""
