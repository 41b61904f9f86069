"""Worked dates: each expected day was computed by hand, with its arithmetic and article beside it.

Calendar used (notices of the State Council office): 2024 Spring Festival 02-10 to 02-17, work on
02-18. 2025 National Day 10-01 to 10-08. 2026 New Year 01-01 to 01-03, work on Sunday 01-04; Spring
Festival 02-15 to 02-23, work on 02-14 and 02-28; 04-04 to 04-06; 05-01 to 05-05, work on 05-09;
06-19 to 06-21; 09-25 to 09-27, work on 09-20; 10-01 to 10-07, work on 10-10.
"""

from datetime import date

import chinese_calendar
import pytest

from injury_claims import terms
from portal.law.instruments import OPINION_2013, REGULATION
from portal.law.term import Binds, Interval, Term, Unit

DEATH_REPORT = Term(
    "test_five_working_days", "五个工作日", 5, Unit.WORKING_DAY, OPINION_2013.point(6), Binds.PARTY
)
LOCAL = {"employer_evidence_days": 15, "correction_period_days": 15}


def local(code: str, _day: date) -> int:
    """Return the local values that the cases below assume."""
    return LOCAL[code]


def day(text: str) -> date:
    """Read a day of the year 2026 written as 09-16, or a whole date."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def span(text: str) -> Interval:
    """Read days that do not count, written as 09-01..09-11."""
    first, last = text.split("..")
    return Interval(day(first), day(last), "中止", REGULATION.article(20, 3))


CASES = [
    # term, event, days that do not count, extension, last day, arithmetic and article
    (terms.ACCEPTANCE_REVIEW, "11-09", "", 0, "11-24", "09+15=24 Tue; 办法8"),
    (terms.ACCEPTANCE_REVIEW, "11-06", "", 0, "11-23", "06+15=21 Sat, rolls to Mon; 民法典203"),
    (terms.ACCEPTANCE_REVIEW, "09-16", "", 0, "10-08", "10-01, holiday to 10-07; 民法典203"),
    (terms.ACCEPTANCE_REVIEW, "09-25", "", 0, "10-10", "10-10 is a Saturday of work; T4"),
    (terms.ACCEPTANCE_REVIEW, "09-05", "", 0, "09-20", "09-20 is a Sunday of work; T4"),
    (terms.ACCEPTANCE_REVIEW, "02-01", "", 0, "02-24", "02-16, festival to 02-23; T3"),
    (terms.ACCEPTANCE_REVIEW, "01-30", "", 0, "02-14", "02-14 is a Saturday of work; T4"),
    (terms.ACCEPTANCE_REVIEW, "04-20", "", 0, "05-06", "05-05 is the last day off; T3"),
    (terms.ACCEPTANCE_REVIEW, "04-24", "", 0, "05-09", "05-09 is a Saturday of work; T4"),
    (terms.ACCEPTANCE_REVIEW, "2025-12-17", "", 0, "01-04", "01-01, off to 03, Sunday 04 works"),
    (terms.ACCEPTANCE_AFTER_CORRECTION, "10-20", "", 0, "11-04", "20+15=11-04 Wed; 办法8"),
    (terms.EMPLOYER_FILING, "09-01", "", 0, "10-08", "09-01+30=10-01, holiday; 条例17"),
    (terms.EMPLOYER_FILING, "01-31", "", 0, "03-02", "February has 28 days: 03-02 Mon; 条例17"),
    (terms.CLAIMANT_FILING, "2025-11-24", "", 0, "11-24", "same day of next year; 民法典202"),
    (terms.CLAIMANT_FILING, "2025-10-05", "", 0, "10-08", "2026-10-05 in the holiday; T3"),
    (terms.CLAIMANT_FILING, "2024-02-29", "", 0, "2025-02-28", "no 29th: last day; 民法典202"),
    (terms.CLAIMANT_FILING, "2023-02-15", "", 0, "2024-02-18", "festival to 02-17, Sunday works"),
    (terms.CLAIMANT_FILING, "2025-02-28", "", 0, "02-28", "2026-02-28 is a Saturday of work; T4"),
    (
        terms.CLAIMANT_FILING,
        "2025-06-01",
        "2025-12-01..2026-03-01",
        0,
        "08-31",
        "2026-06-01 + 31+31+28=90 -> 08-30 Sun -> Mon; 29号8",
    ),
    (
        terms.CLAIMANT_FILING,
        "2025-06-01",
        "2025-12-01..2026-01-10 2026-01-01..2026-02-01",
        0,
        "08-03",
        "overlap once: 12-01..02-01 = 62 -> 08-02 Sun -> Mon; 29号8, T13",
    ),
    (terms.DETERMINATION, "10-13", "", 0, "12-14", "10-13+60=12-12 Sat -> Mon; 条例20"),
    (
        terms.DETERMINATION,
        "10-13",
        "11-02..11-16",
        0,
        "12-28",
        "12-12 + 14 = 12-26 Sat, rolls once -> Mon; 条例20, T13",
    ),
    (
        terms.DETERMINATION,
        "08-03",
        "09-01..09-11",
        0,
        "10-12",
        "10-02 + 10 = 10-12 Mon: never rolled on the way; T13",
    ),
    (
        terms.DETERMINATION,
        "03-02",
        "03-10..03-20 04-01..04-08",
        0,
        "05-18",
        "05-01 + 10 + 7 = 05-18 Mon; T13",
    ),
    (
        terms.DETERMINATION,
        "03-02",
        "03-10..03-20 03-15..03-25",
        0,
        "05-18",
        "overlap once: 15 days -> 05-16 Sat -> Mon; T13",
    ),
    (
        terms.DETERMINATION,
        "03-02",
        "03-10..03-10",
        0,
        "05-06",
        "resumed the same day: 0 days; 05-01 -> 05-06",
    ),
    (terms.DETERMINATION, "01-05", "", 30, "04-07", "60+30=90 -> 04-05, off to 04-06; T14"),
    (terms.DETERMINATION_SIMPLE, "06-05", "", 0, "06-22", "06-20 in 06-19..21; 条例20"),
    (terms.RECOGNITION_SERVICE, "11-24", "", 0, "12-14", "24+20=12-14 Mon; 办法22"),
    (terms.RECOGNITION_SERVICE, "01-26", "", 0, "02-24", "02-15, festival to 02-23; T3"),
    (terms.EMPLOYER_EVIDENCE, "09-10", "", 0, "09-28", "09-25, off to 09-27; 办法17"),
    (
        terms.EMPLOYER_EVIDENCE,
        "11-06",
        "",
        5,
        "11-26",
        "15+5=20 -> 11-26 Thu, not 11-23+5; T14",
    ),
    (terms.CORRECTION, "11-09", "", 0, "11-24", "09+15=24 Tue; house rule"),
    (terms.RECONSIDERATION, "08-03", "", 0, "10-08", "08-03+60=10-02, holiday; 复议法20"),
    (terms.RECONSIDERATION, "09-25", "", 0, "11-24", "09-25+60=11-24 Tue; 复议法20"),
    (terms.LITIGATION, "2025-08-31", "", 0, "02-28", "no 31st: 02-28, a Saturday of work; T2, T4"),
    (terms.LITIGATION, "2025-08-15", "", 0, "02-24", "02-15, festival to 02-23; 诉讼法46"),
    (terms.LITIGATION, "03-31", "", 0, "09-30", "no 31st: 09-30 Wed; 民法典202"),
    (terms.LITIGATION, "2025-12-31", "", 0, "06-30", "no 31st: 06-30 Tue; 民法典202"),
    (DEATH_REPORT, "09-30", "", 0, "10-13", "08,09,10(Sat works),12,13; 34号6, T7"),
    (DEATH_REPORT, "02-12", "", 0, "02-26", "13,14(Sat works),24,25,26; 34号6, T7"),
]


@pytest.mark.parametrize(
    ("term", "event", "spans", "extension", "expected", "arithmetic"),
    CASES,
    ids=[f"{case[0].code}-{case[1]}-{case[5]}" for case in CASES],
)
def test_a_worked_date(
    term: Term, event: str, spans: str, extension: int, expected: str, arithmetic: str
) -> None:
    due = term.due_on(
        day(event),
        is_working_day=chinese_calendar.is_workday,
        values=local,
        pauses=[span(text) for text in spans.split()],
        extension=extension,
    )
    assert due.due_on == day(expected), arithmetic


def test_the_office_aims_at_the_last_working_day_before_a_holiday() -> None:
    due = terms.ACCEPTANCE_REVIEW.due_on(
        date(2026, 9, 16), is_working_day=chinese_calendar.is_workday, values=local
    )
    assert (due.raw_end, due.due_on, due.target_on) == (
        date(2026, 10, 1),
        date(2026, 10, 8),
        date(2026, 9, 30),
    )


def test_the_explanation_names_each_step_with_its_article() -> None:
    due = terms.DETERMINATION.due_on(
        date(2026, 10, 13),
        is_working_day=chinese_calendar.is_workday,
        values=local,
        pauses=[span("11-02..11-16")],
    )
    assert [(step.day, str(step.basis)) for step in due.steps] == [
        (date(2026, 10, 13), "《中华人民共和国民法典》第二百零一条第一款"),
        (date(2026, 12, 12), "《工伤保险条例》第二十条第一款"),
        (date(2026, 12, 26), "《工伤保险条例》第二十条第三款"),
        (date(2026, 12, 28), "《中华人民共和国民法典》第二百零三条第一款"),
    ]
