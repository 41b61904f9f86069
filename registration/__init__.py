"""参保登记: employers, people and their employments, and what the register knows of them.

Reading order: models, then states, terms, facts, rules, process of the filings, then api.
"""
