"""What a person may read of the own entry, who else looked at it, and how the person is assured.

Read `parts`, `looks`, `own`, `officer`, then `papers`, `certificates`,
`unit_certificates` and `provider`.
"""
