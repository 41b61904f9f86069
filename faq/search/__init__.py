"""The search: how words are cut, how answers are indexed, how they are found."""
