"""Pages of the recognition service, by audience."""
