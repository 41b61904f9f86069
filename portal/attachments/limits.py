"""How much may be handed in, in one place."""

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 20 * MEGABYTE
KEPT_BYTES = 21 * MEGABYTE
"""Beyond this an arriving file is read to its end but no longer kept."""

MAX_REQUEST_BYTES = 256 * MEGABYTE
"""A request that announces more than this is not read at all."""

MAX_FILES = 30
"""Files that one person may hand in for one draft or case."""

MAX_NAME_BYTES = 200
"""Length of a kept file name: short enough for every file system people save to."""
