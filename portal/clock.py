"""The single door through which the present enters."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present instant, aware, in the time of China."""
    return timezone.now().astimezone(CHINA) + _offset()


def today() -> date:
    """Return the civil date in China, the only date that the law counts by."""
    return now().date()


def _offset() -> timedelta:
    """Return the shift that a test stack agreed on through a shared file; none in production."""
    path = getattr(settings, "CLOCK_OFFSET_FILE", None)
    if not path or not Path(path).exists():
        return timedelta()
    return timedelta(seconds=float(Path(path).read_text(encoding="ascii") or 0))
