"""Pages of the register, by audience."""
