"""What an employer pays: industry, risk class, rate and base on a day, and the amount to the cent.

Reading order: rules, tables, shown, reference.
"""
