"""The 工伤保险参保证明 of a unit: how many were insured on a day, and which months are paid.

Workers are counted, never named: whoever is shown the paper learns nothing of a person.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest

from portal import clock
from portal.accounts.models import User
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.law.instruments import AGENCY_RULES
from portal.law.term import corresponding_day
from portal.law.words import day_words
from portal.letters.findings import Finding
from portal.letters.templates import LetterTemplate
from portal.ui.parts import Row
from registration.entries import locked
from registration.models import Employer, EmployerMonth, Employment, Project, UnitCertificate
from registration.records.papers import (
    KeyTakenError,
    NotInsuredError,
    TooManyError,
    finding_of,
    issue_paper,
    pdf_of,
)

FORM = LetterTemplate(
    kind="unit_certificate",
    title="单位工伤保险参保证明",
    source=Path(__file__).parents[1] / "typst" / "unit_certificate.typ",
    has_head=False,
)
PREFIX = "DW"
MOST_A_DAY = 20
MOST_RUNS = 60
FREE = (
    f"根据{AGENCY_RULES.article(32)}，查询和打印不收费。本证明由单位经办人自助开具，"
    "人数以开具当日的登记为准，不含任何职工的个人信息。"
)
MONEY = "缴费情况以税务部门截至{day}的数据为准。"
NO_MONEY = "登记里还没有税务部门的缴费数据。"
NEWEST = f"缴费只列最近{MOST_RUNS}段。"
PAID, UNPAID = "已缴清", "未缴清"
Run = list[str]
"""Months one after another of which the same is to be said: from when to when, how many, what."""


def issue(
    employer: Employer, *, as_of: date, by: User, key: UUID, request: HttpRequest
) -> UnitCertificate:
    """Issue one certificate for each key; the same key again returns the first."""
    with transaction.atomic():
        locked(employer.pk, no_key=True)
        repeated = UnitCertificate.objects.filter(key=key).first()
        if repeated is not None:
            if repeated.employer_id != employer.pk:
                raise KeyTakenError
            return repeated
        made = UnitCertificate.objects.filter(employer=employer, issued_on=clock.today())
        if made[:MOST_A_DAY].count() == MOST_A_DAY:
            raise TooManyError
        certificate = UnitCertificate(employer=employer, as_of=as_of, key=key)
        inputs = _inputs(employer, as_of)
        issue_paper(
            certificate, form=FORM, county=employer.county_id, inputs=inputs, by=by, prefix=PREFIX
        )
        note(request, employer.pk, Verb.CERTIFICATE_ISSUED, certificate)
        return certificate


def note(request: HttpRequest, employer_id: int, verb: Verb, certificate: UnitCertificate) -> None:
    """Leave in the audit who made or opened a certificate of which unit."""
    record(
        verb,
        actor=request.user,
        target=f"employer {employer_id}",
        reason=f"{FORM.title}，编号 {certificate.number}",
        request=request,
    )


def pdf(certificate: UnitCertificate) -> bytes:
    """Return the paper; what was lost is set again from its inputs, to the same bytes."""
    return pdf_of(certificate, form=FORM)


def find_unit_certificate(code: str) -> Finding | None:
    """Return what everybody may know of the certificate with a code."""
    found = UnitCertificate.objects.filter(code=code).first()
    if found is None:
        return None
    inputs = found.inputs
    said = (
        Row(term="单位", value=inputs["name"]),
        Row(term="统一社会信用代码", value=inputs["code"], is_number=True),
        Row(term="截至日期", value=day_words(found.as_of)),
        *(Row(term=kind, value=number) for kind, number in inputs["counts"]),
        *(Row(term="按项目参保的工程", value=number) for number in [inputs["projects"]] if number),
        *(Row(term="缴费", value=f"{span}，{state}") for span, _, state in inputs["runs"]),
    )
    return finding_of(found, form=FORM, said=said)


def counts_on(employer: Employer, on: date) -> list[tuple[str, int]]:
    """Return how many people are insured on a day, by which rule, and by how many projects."""
    rows = Employment.objects.filter(employer=employer).insured(since=on, until=on)
    found = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return [
        (Employment(kind=kind).insured_as, found[kind.value])
        for kind in Employment.Kind
        if kind.value in found
    ]


def projects_on(employer: Employer, on: date) -> int:
    """Return how many projects of a contractor are insured and paid for on a day."""
    if employer.closed_on is not None and employer.closed_on < on:
        return 0
    rows = Project.objects.filter(employer=employer, insured_from__lte=on, insured_to__gte=on)
    return rows.filter(settled_on__lte=on).count()


def runs_of(months: Iterable[EmployerMonth]) -> list[Run]:
    """Return months, the newest first, put together where one follows another in the same state."""
    runs: list[tuple[date, date, int, str]] = []
    for one in months:
        state = PAID if one.paid >= one.payable else UNPAID
        if runs:
            first, last, number, before = runs[-1]
            if state == before and corresponding_day(one.month, months=1) == first:
                runs[-1] = (one.month, last, number + 1, state)
                continue
        runs.append((one.month, one.month, 1, state))
    return [[_span(first, last), f"{number}个月", state] for first, last, number, state in runs]


def _inputs(employer: Employer, as_of: date) -> dict[str, Any]:
    """Return all that the paper says below its head."""
    counts = counts_on(employer, as_of)
    projects = projects_on(employer, as_of)
    months = list(
        EmployerMonth.objects.filter(employer=employer, month__lte=as_of).order_by("-month")
    )
    if not counts and not projects and not months:
        raise NotInsuredError
    runs = runs_of(months)
    newest = max((one.as_of for one in months), default=None)
    money = MONEY.format(day=day_words(newest)) if newest else NO_MONEY
    return {
        "name": employer.name,
        "code": employer.credit_code,
        "said": _sentence(counts, projects, as_of=as_of, has_months=bool(months)),
        "counts": [[kind, f"{number}人"] for kind, number in _listed(counts)],
        "projects": f"{projects}个" if projects else "",
        "runs": runs[:MOST_RUNS],
        "note": money + (NEWEST if len(runs) > MOST_RUNS else "") + FREE,
    }


def _listed(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the sum before its parts; of one part alone there is no sum."""
    if len(counts) == 1:
        return counts
    return [("参保总人数", sum(number for _, number in counts)), *counts]


def _sentence(
    counts: list[tuple[str, int]], projects: int, *, as_of: date, has_months: bool
) -> str:
    """Return what the paper certifies, in one sentence or two."""
    total = sum(number for _, number in counts)
    parts = "、".join(f"{kind}{number}人" for kind, number in counts)
    if len(counts) > 1:
        people = f"在本市参加工伤保险{total}人，其中{parts}"
    else:
        people = f"在本市参加工伤保险的有{parts}" if counts else "没有人在本市参加工伤保险"
    sites = f"，另有按项目参保的工程{projects}个" if projects else ""
    months = "缴费情况如下。" if has_months else ""
    return f"截至{day_words(as_of)}，上列单位{people}{sites}。{months}"


def _span(first: date, last: date) -> str:
    if first == last:
        return _month(first)
    return f"{_month(first)}至{_month(last)}"


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"
