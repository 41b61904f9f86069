"""The directory of offices: what a visitor reads of each, and how it is kept true."""
