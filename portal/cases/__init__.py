"""The envelope of every procedure: case, parties, ledger, and the one writer of state."""
