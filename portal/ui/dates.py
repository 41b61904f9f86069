"""Dates and remaining days in the words of the portal."""

from datetime import date, datetime

from portal.clock import CHINA, today

_WEEK = "一二三四五六日"


def civil(value: date | datetime) -> date:
    """Return the civil day of a date or an instant, in China."""
    if isinstance(value, datetime):
        return (value.astimezone(CHINA) if value.tzinfo else value).date()
    return value


def cn_date(value: date | datetime) -> str:
    """Write 2026年3月16日（星期一）."""
    day = civil(value)
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEK[day.weekday()]}）"


def cn_day(value: date | datetime) -> str:
    """Write 12月28日 周一, with the year when it is another year."""
    day = civil(value)
    year = "" if day.year == today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{_WEEK[day.weekday()]}"


def cn_time(value: datetime) -> str:
    """Write 2026年3月16日 14:05."""
    at = value.astimezone(CHINA) if value.tzinfo else value
    return f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at.minute:02d}"


def days_left(value: int | date) -> str:
    """Write 还剩 12 天, 今天 or 已超 3 天; a date is counted from today."""
    days = value if isinstance(value, int) else (civil(value) - today()).days
    if days == 0:
        return "今天"
    return f"还剩 {days} 天" if days > 0 else f"已超 {-days} 天"


def days_short(days: int) -> str:
    """Write 12 天, 今天 or 已超 3 天, for tables."""
    return f"{days} 天" if days > 0 else days_left(days)
