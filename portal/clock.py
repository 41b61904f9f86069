"""The single door through which the present enters."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")

_stopped_at: datetime | None = None


def now() -> datetime:
    """Return the present instant, aware, in the time of China."""
    if _stopped_at is not None:
        return _stopped_at
    return timezone.now().astimezone(CHINA) + _offset()


def today() -> date:
    """Return the civil date in China, the only date that the law counts by."""
    return now().date()


def stop(at: datetime | None) -> None:
    """Stand still at an instant, or run again with None; never in production."""
    global _stopped_at
    if not settings.CLOCK_MAY_BE_SET:
        raise RuntimeError("The clock can be set in tests and demonstrations only.")
    _stopped_at = at and at.astimezone(CHINA)


def _offset() -> timedelta:
    """Return the shift that a test stack agreed on through a shared file; none in production."""
    if not settings.CLOCK_OFFSET_FILE:
        return timedelta()
    path = Path(settings.CLOCK_OFFSET_FILE)
    if not path.exists():
        return timedelta()
    return timedelta(seconds=float(path.read_text(encoding="ascii") or 0))
