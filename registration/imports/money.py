"""The writers of money by the chunk: one row for each key, the newer file wins.

A month is written under the lock of its employer's entry, taken in the order of the keys: the
cancellation of an employer takes the same lock before it looks for arrears. A benefit is written
under the lock of its person.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from portal.accounts.identifiers import IdentityKind
from portal.law.words import day_words
from registration.imports.money_rows import Money, check
from registration.imports.results import (
    Batch,
    Outcome,
    Result,
    newer_is_kept,
    refusal,
    shown,
)
from registration.models import Benefit, Contribution, Employer, EmployerMonth, Employment, Person


class Dated(Protocol):
    """A row that says as of which day it is true."""

    as_of: date


def write_employer_months(batch: Batch) -> list[Result]:
    """Write what employers owed and paid; the caller holds the transaction."""
    good, results = check(batch)
    employers = _employers(good)
    good = [_named(money, employers) for money in good]
    taken, refused = _sorted_out(good, lambda money: _employer_bar(batch, employers, money))
    found = {
        (row.employer_id, row.month): row
        for row in EmployerMonth.objects.filter(
            employer__in={employers[money.employer] for money in taken},
            month__in={money.key for money in taken},
        )
    }

    def fresh(money: Money) -> EmployerMonth:
        return EmployerMonth(employer=employers[money.employer], month=money.key)

    def key(money: Money) -> Any:
        return employers[money.employer].pk, money.key

    return results + refused + _upserted(batch, EmployerMonth, taken, found, key=key, fresh=fresh)


def write_contributions(batch: Batch) -> list[Result]:
    """Write the months of people; the caller holds the transaction."""
    good, results = check(batch)
    employers = _employers(good)
    people = _people(good, lock=False)

    def bar(money: Money) -> str:
        if money.person not in people:
            return "这个人不在参保登记里"
        return _agency_bar(batch, employers.get(money.employer))

    taken, refused = _sorted_out(good, bar)
    found = {
        (row.person_id, row.month, row.employer_id): row
        for row in Contribution.objects.filter(
            person__in={people[money.person] for money in taken},
            employer__in={employers[money.employer] for money in taken},
            month__in={money.key for money in taken},
        )
    }

    def fresh(money: Money) -> Contribution:
        return Contribution(
            person=people[money.person], employer=employers[money.employer], month=money.key
        )

    def key(money: Money) -> Any:
        return people[money.person].pk, money.key, employers[money.employer].pk

    return results + refused + _upserted(batch, Contribution, taken, found, key=key, fresh=fresh)


def write_benefits(batch: Batch) -> list[Result]:
    """Write the payments of benefits; the caller holds the transaction."""
    good, results = check(batch)
    people = _people(good, lock=True)
    own = _insured_with(batch, people.values())
    found = {
        row.reference: row
        for row in Benefit.objects.filter(reference__in=[money.key for money in good])
    }

    def bar(money: Money) -> str:
        person = people.get(money.person)
        if person is None:
            return "这个人不在参保登记里"
        if own is not None and person.pk not in own:
            return "这个人没有在本机构参保，不归本机构办理"
        there = found.get(money.key)
        return "这个支付编号已经用在另一个人身上" if there and there.person_id != person.pk else ""

    def fresh(money: Money) -> Benefit:
        return Benefit(person=people[money.person], reference=money.key)

    taken, refused = _sorted_out(good, bar)
    return (
        results
        + refused
        + _upserted(batch, Benefit, taken, found, key=lambda money: money.key, fresh=fresh)
    )


def _upserted(
    batch: Batch,
    model: Any,
    taken: list[Money],
    found: dict[Any, Any],
    *,
    key: Callable[[Money], Any],
    fresh: Callable[[Money], Any],
) -> list[Result]:
    """Insert what is new, change what differs where the file is no older; say what was done."""
    results: list[Result] = []
    new: list[Any] = []
    moved: list[Any] = []
    for money in taken:
        row = found.get(key(money))
        if row is None:
            row = _filled(fresh(money), money.values, batch.run.as_of)
            new.append(row)
            unit = _unit_of(row)
            results.append(Result(money.line, Outcome.ADDED, money.name, _about(money), unit))
            continue
        result = _changed(row, money, batch.run.as_of)
        results.append(result)
        if result.outcome is Outcome.CHANGED or row.as_of < batch.run.as_of:
            if isinstance(row, EmployerMonth) and row.paid < row.payable:
                row.paid_before = row.paid
            moved.append(_filled(row, money.values, batch.run.as_of))
    model.objects.bulk_create(new)
    if moved:
        names = {"as_of"}.union(*(money.values for money in taken))
        if model is EmployerMonth:
            names.add("paid_before")
        model.objects.bulk_create(
            moved, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
    return results


def _changed(row: Any, money: Money, as_of: date) -> Result:
    """Say what a row that is there would become."""
    differing = {name: value for name, value in money.values.items() if getattr(row, name) != value}
    if not differing:
        return Result(money.line, None)
    if as_of < row.as_of:
        return refusal(money.line, money.name, [newer_is_kept(row.as_of)])
    told = [
        f"{row._meta.get_field(name).verbose_name}：{shown(getattr(row, name))} → {shown(value)}"
        for name, value in differing.items()
    ]
    text = "；".join([_about(money), *told])
    return Result(money.line, Outcome.CHANGED, money.name, text, _unit_of(row))


def _unit_of(row: Any) -> int | None:
    """Return the employer to whose page the report leads, where the row is about one."""
    return row.employer_id if isinstance(row, EmployerMonth) else None


def _about(money: Money) -> str:
    """Name the month, or the payment, that a row is about."""
    if isinstance(money.key, date):
        return f"{money.key.year}年{money.key.month}月"
    return f"支付编号 {money.key}"


def _filled(row: Any, said: dict[str, Any], as_of: date) -> Any:
    for name, value in said.items():
        setattr(row, name, value)
    row.as_of = as_of
    return row


def _named(money: Money, employers: dict[str, Employer]) -> Money:
    """Return a row with the name of its employer in the place of the code."""
    employer = employers.get(money.employer)
    return replace(money, name=employer.name) if employer else money


def _sorted_out(good: list[Money], bar: Callable[[Money], str]) -> tuple[list[Money], list[Result]]:
    """Return the rows that nothing bars, and the others with the reason."""
    taken: list[Money] = []
    refused: list[Result] = []
    for money in good:
        if reason := bar(money):
            refused.append(refusal(money.line, money.name, [reason]))
        else:
            taken.append(money)
    return taken, refused


def _employers(good: list[Money]) -> dict[str, Employer]:
    """Return the employers that rows name by index, locked in the order of their keys."""
    rows = Employer.objects.filter(
        identity__kind=IdentityKind.CREDIT_CODE,
        identity__number_index__in={money.employer for money in good},
    )
    rows = rows.select_related("identity").order_by("pk")
    rows = rows.select_for_update(of=("self",), no_key=True)
    return {employer.identity.number_index: employer for employer in rows}


def _people(good: list[Money], *, lock: bool) -> dict[tuple[str, str], Person]:
    rows = Person.objects.filter(
        identity__number_index__in={money.person[1] for money in good}
    ).exclude(identity__kind=IdentityKind.CREDIT_CODE)
    rows = rows.select_related("identity").order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return {(row.identity.kind, row.identity.number_index): row for row in rows}


def _agency_bar(batch: Batch, employer: Employer | None) -> str:
    if employer is None:
        return "这个单位不在参保登记里"
    if not batch.places.is_own(employer.county_id):
        county = batch.places.counties[employer.county_id]
        return f"这个单位在{county.name}参保，不归本机构办理"
    return ""


def _employer_bar(batch: Batch, employers: dict[str, Employer], money: Money) -> str:
    """Say why a month cannot be written; a cancelled employer owes nothing on the register."""
    employer = employers.get(money.employer)
    if (reason := _agency_bar(batch, employer)) or employer is None or employer.is_active:
        return reason
    is_open = money.values["paid"] < money.values["payable"] or money.values.get("fine", 0) > 0
    if not is_open or employer.closed_on is None:
        return ""
    return f"这个单位已在{day_words(employer.closed_on)}注销参保登记，还有欠费，请先核实"


def _insured_with(batch: Batch, people: Iterable[Person]) -> set[int] | None:
    """Return who of these people is or was at work where the agency keeps the register."""
    if batch.places.own is None:
        return None
    rows = Employment.objects.filter(person__in=list(people), employer__county__in=batch.places.own)
    return set(rows.values_list("person_id", flat=True))
