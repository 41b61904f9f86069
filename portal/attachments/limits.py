"""How much may be handed in, beside what the settings say about bytes and number of files."""

KEPT_BEYOND_LIMIT = 1024 * 1024
"""An arriving file is kept this far beyond the limit, then only read to its end."""

MAX_NAME_BYTES = 180
"""Length of a kept file name: short enough for every file system people save to."""

PARALLEL_INSPECTIONS = 2
INSPECTION_SECONDS = 60
"""How many files one web process looks into at a time, and how long one may take."""
