"""The own-record page amid a million people: its data by set-based SQL, and the measure."""

import os
from datetime import date

from django.db import connection

from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.crypto import encrypt
from registration.models import Employment, Person
from registration.records.own import own_identity
from registration.records.parts import PARTS
from tests.bench import data
from tests.bench.measures import PLAIN, get
from tests.bench.timing import interleaved, line, ratio
from tests.cast import Cast
from tests.registration import making

SMALL = 1_000
LARGE = int(os.environ.get("PORTAL_BENCH_PEOPLE", "1000000"))
A_UNIT = 200
MONTHS = 6
OWN_MONTHS = 60

IDENTITIES = """
INSERT INTO accounts_identity (kind, number, number_index, name, created_at)
SELECT %(kind)s, %(number)s, md5(%(kind)s || n) || md5('x' || n), %(name)s || n, now()
FROM generate_series(%(first)s + 1, %(first)s + %(count)s) AS n
"""
UNITS = """
INSERT INTO registration_employer (identity_id, name, kind, legal_representative, county_id,
                                   address, phone, industry_code, registered_on, status, source,
                                   as_of, is_courier)
SELECT id, name, 'company', '', '370811', '', %(phone)s, '', date '2020-01-01', 'active',
       'business_register', date '2026-11-01', false
FROM accounts_identity WHERE kind = 'credit_code'
ON CONFLICT DO NOTHING
"""
PEOPLE = """
INSERT INTO registration_person (identity_id, name, sex, born_on, nationality, phone, social_number)
SELECT id, name, 'male', date '1990-01-01', 'CHN', %(phone)s, ''
FROM accounts_identity WHERE kind = 'resident_id'
ON CONFLICT DO NOTHING
"""
WORK = """
WITH units AS (
    SELECT identity_id, row_number() OVER (ORDER BY identity_id) - 1 AS place
    FROM registration_employer
), idle AS (
    SELECT person.identity_id AS person_id, person.name,
           row_number() OVER (ORDER BY person.identity_id) AS place
    FROM registration_person AS person
    WHERE NOT EXISTS (SELECT 1 FROM registration_employment AS work
                      WHERE work.person_id = person.identity_id)
)
INSERT INTO registration_employment (person_id, employer_id, person_name, kind, job, started_on,
                                     reported_on, insured_from, end_reason, is_minor, entered_at)
SELECT person_id, units.identity_id, name, 'employee', '', date '2024-01-05', date '2024-01-05',
       date '2024-01-06', '', false, now()
FROM idle JOIN units ON units.place = idle.place %% (SELECT count(*) FROM units)
"""
CONTRIBUTIONS = """
INSERT INTO registration_contribution (person_id, employer_id, month, base, is_paid, as_of)
SELECT person_id, employer_id, (date '2026-10-01' - make_interval(months => n))::date, 5200, true,
       date '2026-11-01'
FROM registration_employment, generate_series(0, %(months)s - 1) AS n
ON CONFLICT DO NOTHING
"""
BENEFITS = """
INSERT INTO registration_benefit (person_id, reference, name, paid_on, amount, as_of)
SELECT person_id, 'B' || person_id, '工伤医疗费', date '2026-09-01', 1200, date '2026-11-01'
FROM registration_employment WHERE person_id %% 50 = 0
ON CONFLICT DO NOTHING
"""
CHANGES = """
INSERT INTO registration_employmentchange (employment_id, what, "on", text, written_at)
SELECT id, 'reported', date '2024-01-05', '', now() FROM registration_employment AS work
WHERE NOT EXISTS (SELECT 1 FROM registration_employmentchange AS change
                  WHERE change.employment_id = work.id)
"""


def own_records(cast: Cast) -> bool:
    """A person's own page amid a thousand people and amid a million, beside the plain page."""
    print(f"个人权益页，{LARGE // 10_000} 万人")
    data.add_cases(SMALL, office_id=cast.office.pk, handler_id=cast.handler.pk, first=5_000_000)
    citizen = cast.client(_verified(cast.worker))
    clerk = cast.client(cast.clerk)
    pages = {"own": get(citizen, "/records/"), "plain": get(clerk, PLAIN)}
    add_people(SMALL)
    small = interleaved(pages, rounds=25)
    add_people(LARGE - SMALL, first=SMALL)
    pages["deep"] = get(citizen, _older_months(cast.worker))
    large = interleaved(pages, rounds=25)
    growth = ratio(large["own"], small["own"]) / max(1.0, ratio(large["plain"], small["plain"]))
    return all(
        [
            line("全部人数时间 / 1 千人时间", growth, 1.3),
            line("本人页 / 朴素 25 行页", ratio(large["own"], large["plain"]), 1.5),
            line("缴费第二页 / 朴素 25 行页", ratio(large["deep"], large["plain"]), 1.5),
        ]
    )


def add_people(count: int, *, first: int = 0) -> None:
    """Write that many insured people with their units, months, benefits and changes."""
    number = encrypt("100000199001010011", context="accounts_identity.number")
    units = max(1, count // A_UNIT)
    with connection.cursor() as cursor:
        for kind, name, many in (
            ("credit_code", "济宁演示单位", units),
            ("resident_id", "演", count),
        ):
            values = {"kind": kind, "number": number, "name": name, "count": many, "first": first}
            cursor.execute(IDENTITIES, values)
        cursor.execute(UNITS, {"phone": encrypt("", context="registration_employer.phone")})
        cursor.execute(PEOPLE, {"phone": encrypt("", context="registration_person.phone")})
        cursor.execute(WORK, {})
        cursor.execute(CONTRIBUTIONS, {"months": MONTHS})
        cursor.execute(BENEFITS, {})
        cursor.execute(CHANGES)
        cursor.execute(
            "VACUUM ANALYZE accounts_identity, registration_employer, registration_person,"
            " registration_employment, registration_contribution, registration_benefit,"
            " registration_employmentchange"
        )


def _verified(user: User) -> User:
    """Make the account one person's own, who has worked for two units for five years."""
    person: Person = making.person("李小满")
    for name in ("济宁演示机械有限公司", "济宁演示物流有限公司"):
        work = making.employment(person, making.employer(name), started_on=date(2021, 1, 4))
        Employment.objects.filter(pk=work.pk).update(insured_from=date(2021, 1, 5))
        with connection.cursor() as cursor:
            cursor.execute(CONTRIBUTIONS, {"months": OWN_MONTHS})
    Mandate.objects.create(
        user=user,
        identity=person.identity,
        kind=MandateKind.SELF,
        scope=Scope.ALL,
        assurance=Assurance.COUNTER,
        proof="bench",
    )
    return user


def _older_months(user: User) -> str:
    """Return the address of the second page of this person's months."""
    identity = own_identity(user)
    if identity is None:
        raise RuntimeError("nobody was verified")
    older = PARTS["months"].sheet(identity.pk).older
    return f"/records/more/months/?after={older}"
