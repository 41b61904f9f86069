"""Looks at personal data, log-ins and administrators' edits."""
