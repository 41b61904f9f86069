"""Pages of windows, behind one `guard`; `town_entries` are those of the agency above them."""
