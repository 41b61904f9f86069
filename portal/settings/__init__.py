"""Settings by environment: development, tests, production."""
