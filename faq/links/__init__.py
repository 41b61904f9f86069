"""Addresses of other sites: which there are, whether they still open, what stands in for them."""
