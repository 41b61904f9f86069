"""Many cases at once, written by SQL: they are for reading and sweeping, not for acting on."""

from django.db import connection

CASES = """
INSERT INTO cases_case (kind, reference, state, version, office_id, handler_id, is_open,
                        next_due_on, person_name, employer_name, filed_on, opened_at)
SELECT 'injury-claim', 'B' || lpad((%(first)s + n)::text, 9, '0'),
       (ARRAY['submitted','accepted','investigating','reviewing'])[1 + n %% 4], 1,
       %(office)s, CASE WHEN n %% 3 = 0 THEN %(handler)s::bigint END, true,
       date '2026-11-01' + (n * 7919) %% 120,
       (ARRAY['王','李','张','刘','陈','杨','赵','黄'])[1 + n %% 8] || (n %% 997),
       '济宁演示' || (n %% 4999) || '机械有限公司', date '2026-10-01', now()
FROM generate_series(1, %(count)s) AS n
"""
DEADLINES = """
INSERT INTO deadlines_deadline (case_id, term, binds_office, started_on, extension, raw_end, due_on,
                                target_on, remind_on, ended_by, is_provisional, created_at)
SELECT id, 'determination', true, due_on - 60, 0, due_on, due_on, due_on,
       due_on - 1, '', false, now()
FROM (SELECT id, CASE WHEN row_number() OVER (ORDER BY id) <= %(due)s THEN date '2026-11-25'
                      ELSE date '2027-06-01' END AS due_on
      FROM cases_case WHERE reference LIKE 'B%%') AS spread
"""


def add_cases(count: int, *, office_id: int, handler_id: int, first: int = 0) -> None:
    """Write that many open cases of one office, days and names spread evenly."""
    _run(CASES, count=count, office=office_id, handler=handler_id, first=first)
    _run("VACUUM ANALYZE cases_case")


def add_deadlines(*, due: int) -> None:
    """Give each of these cases a running deadline; so many are to be reminded today."""
    _run(
        "DELETE FROM deadlines_deadline WHERE case_id IN"
        " (SELECT id FROM cases_case WHERE reference LIKE 'B%%')"
    )
    _run(DEADLINES, due=due)
    _run("VACUUM ANALYZE deadlines_deadline")


def _run(statement: str, **values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
