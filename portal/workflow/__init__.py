"""How a statutory procedure is written down: acts, papers, processes, attempts."""
