"""The law as values: citations, terms and rules, without a database."""
