"""Front page, list of services, places, error pages."""
