"""Nationalities of foreigners as plain data: ISO 3166 alpha-3 codes with their Chinese names."""

import csv
from functools import lru_cache
from pathlib import Path

CHINESE = "CHN"
SOURCE = Path(__file__).with_name("nationalities.csv")


@lru_cache(maxsize=1)
def foreign() -> dict[str, str]:
    """Return the name by code of every nationality but the Chinese, in the order of the names."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def nationality_name(code: str) -> str:
    """Return the Chinese name of a nationality; an unknown code stands for itself."""
    return "中国" if code == CHINESE else foreign().get(code, code)
