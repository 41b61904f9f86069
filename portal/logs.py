"""Log lines without personal data."""

import logging
import re

LEAKS = re.compile(r"^(?:DETAIL|CONTEXT|Key \(|Failing row).*$|(?<=\?)[^\s\"']+", re.MULTILINE)
NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[0-9Xx]|\d{15})(?![0-9A-Za-z])")


class PrivateFormatter(logging.Formatter):
    """A formatter that drops row contents, query strings and what is shaped like an ID or phone."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with what could name a person taken out."""
        return NUMBERS.sub("[number]", LEAKS.sub("[withheld]", super().format(record)))
