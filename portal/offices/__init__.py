"""City, counties, towns, offices and which of them decides."""
