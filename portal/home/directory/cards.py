"""The directory to take along: one office as a vCard, all of them as a table."""

import csv
from collections.abc import Iterable
from io import StringIO

from portal.home.directory.facts import OfficeFacts

LINE = 75  # octets of a line of a vCard, RFC 6350 3.2
HEADINGS = (
    "窗口",
    "机关",
    "能办",
    "地址",
    "窗口号",
    "办公时间",
    "暂停办公",
    "电话",
    "无障碍",
    "核实日期",
)
FORMULA = ("=", "@", "\t", "\r")


def vcard(facts: OfficeFacts, *, page: str) -> str:
    """Return an office as a vCard 4.0; `page` is the whole address of its page."""
    office = facts.office
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        f"FN:{_said(office.full_name)}",
        f"ORG:{_said(office.full_name)}",
        f"ADR:;;{_said(office.address)};济宁市;山东省;;中国",
        f"URL:{page}",
    ]
    if office.phone:
        lines.append(f"TEL;VALUE=text:{_said(office.phone)}")
    if office.latitude is not None and office.longitude is not None:
        lines.append(f"GEO:geo:{office.latitude},{office.longitude}")
    if note := _hours(facts):
        lines.append(f"NOTE:{_said(note)}")
    return "".join(_folded(line) for line in [*lines, "END:VCARD"])


def table(rows: Iterable[OfficeFacts]) -> str:
    """Return the offices as CSV with a heading."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for facts in rows:
        office = facts.office
        values = (
            office.name,
            office.full_name,
            facts.matter_words,
            office.address,
            "；".join(one.words for one in facts.windows),
            _hours(facts),
            "".join(one.words for one in facts.shuts),
            office.phone_or_gap,
            office.accessibility,
            office.verified_on.isoformat() if office.verified_on else "还没有核实",
        )
        writer.writerow([f"'{one}" if one.startswith(FORMULA) else one for one in values])
    return target.getvalue()


def _hours(facts: OfficeFacts) -> str:
    week = [f"{days} {hours}" for days, hours in facts.week]
    return "；".join([*week, *([facts.office.hours] if facts.office.hours else [])])


def _said(text: str) -> str:
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between characters, with a space at the head of what follows."""
    parts, rest = [], line
    while len(rest.encode()) > LINE:
        cut = len(rest.encode()[: LINE - 1].decode(errors="ignore"))
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return "\r\n".join([*parts, rest]) + "\r\n"
