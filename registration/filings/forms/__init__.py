"""Forms of filings: what is filed, and the acts on it."""
