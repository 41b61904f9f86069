"""文书: numbering, typesetting, verification and service."""
