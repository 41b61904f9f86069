"""在线咨询、表扬、投诉: asked by anybody, answered by an office within its clock.

Reading order: states, terms, facts, rules, process.
"""
