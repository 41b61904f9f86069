"""灵活就业社保补贴: who pays own contributions and is hard to employ gets a share of them back.

Reading order: amounts, states, facts, rules, process, labels, effects, filing, rolls, views.
"""
