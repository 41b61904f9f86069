"""工程项目参保: a construction project is insured as a whole, with a roster of who works on it.

Reading order: states, facts, rules, process, labels, effects, filing, roster, cover, pages.
"""
