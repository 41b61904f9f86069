"""Starts PostgreSQL, Redis, web server, worker and beat for script/server."""
