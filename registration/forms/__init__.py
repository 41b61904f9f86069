"""Forms of the register, one module for each kind of page."""
