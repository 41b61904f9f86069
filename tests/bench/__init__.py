"""The bench: each figure is a ratio to its own bare limit, measured side by side in one run."""
