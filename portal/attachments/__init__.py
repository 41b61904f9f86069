"""What people hand in: type, size, private storage, guarded streaming.

Reading order: limits, models, receive, inspection, stream.
"""
