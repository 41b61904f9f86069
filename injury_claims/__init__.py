"""工伤认定: recognition of work injuries.

Reading order: states, terms, facts, rules, process. Ten minutes, the statute.
"""
