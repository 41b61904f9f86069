"""Step-by-step filings that are saved at every step."""
