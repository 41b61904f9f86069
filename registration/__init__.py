"""参保登记: employers, people and their employments, and what the register knows of them.

A noun is a folder with its rules, forms and pages; above them stands what several of them share.
Reading order: models, terms, entries (the one writer), filings, then api.
"""
