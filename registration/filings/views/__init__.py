"""Pages of filings: `own`, `party_case` for agents; `register`, `office_case` for officers."""
