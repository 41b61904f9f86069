"""The register of the demonstration: invented units and people, made by the register's writers."""
