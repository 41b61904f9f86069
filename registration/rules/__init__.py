"""The conditions of the register's acts: one sentence each, said when it is not met."""
