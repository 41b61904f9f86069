"""What employers file: a change, a cancellation, a registration by hand.

Reading order: states, facts, process_parts, process, labels, effects, letters, filing.
"""
