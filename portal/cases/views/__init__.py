"""The guarded pages of cases: case page, acts, papers, dates, work list."""
