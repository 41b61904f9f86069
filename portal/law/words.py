"""How the law's days are written for people."""

from datetime import date


def day_words(day: date) -> str:
    """Write 2026年10月21日."""
    return f"{day.year}年{day.month}月{day.day}日"
