"""举报未参保: somebody tells that an employer has not insured its workers; names stay walled off.

Reading order: states, facts, process, labels, effects, views.
"""
