"""The 工伤保险参保证明: person, units and periods on one day, with a code to verify it by."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest

from portal import clock
from portal.accounts.models import Identity, User
from portal.audit.verbs import Verb
from portal.crypto import mask_id, mask_name
from portal.law.instruments import AGENCY_RULES
from portal.law.words import day_words
from portal.letters.findings import Finding
from portal.letters.templates import LetterTemplate
from portal.ui.parts import Row
from registration.models import Certificate, Employment, Person, ProjectWorker
from registration.projects.cover import first_proved_day
from registration.records.papers import (
    KeyTakenError,
    NotInsuredError,
    TooManyError,
    finding_of,
    issue_paper,
    pdf_of,
)
from registration.records.parts import note_look

FORM = LetterTemplate(
    kind="insurance_certificate",
    title="工伤保险参保证明",
    source=Path(__file__).parents[1] / "typst" / "insurance_certificate.typ",
    has_head=False,
)
MOST_A_DAY = 10
MOST_PERIODS = 60
FREE = (
    f"根据{AGENCY_RULES.article(32)}，查询和打印不收费。"
    "本证明由本人自助开具，内容以开具当日的登记为准。"
)

NEWEST = f"只列最近{MOST_PERIODS}段，更早的请向经办机构查询。"


def issue(person: Person, *, by: User, key: UUID, request: HttpRequest) -> Certificate:
    """Issue one certificate for each key; the same key again returns the first."""
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        repeated = Certificate.objects.filter(key=key).first()
        if repeated is not None:
            if repeated.person_id != person.pk:
                raise KeyTakenError
            return repeated
        return _issued(person, by=by, key=key, request=request)


def insured_work(person_id: int, *, on: date) -> list[Employment]:
    """Return the work whose insurance has begun, newest first, one more than a paper lists."""
    rows = Employment.objects.filter(person_id=person_id).insured(until=on)
    rows = rows.select_related("employer")
    return list(rows.order_by("-started_on", "-id")[: MOST_PERIODS + 1])


def insured_sites(person_id: int, *, on: date) -> list[ProjectWorker]:
    """Return the stays on projects that were insured and paid for, newest first.

    What a contractor wrote into the roster today is proved from tomorrow on.
    """
    rows = ProjectWorker.objects.filter(
        person_id=person_id,
        from_on__lte=on,
        entered_at__date__lt=on,
        project__insured_from__lte=on,
        project__settled_on__isnull=False,
    )
    proved = Q(to_on__gte=F("project__insured_from"), to_on__gt=F("entered_at__date"))
    rows = rows.filter(Q(to_on=None) | proved)
    return list(
        rows.select_related("project__employer").order_by("-from_on", "-id")[: MOST_PERIODS + 1]
    )


def is_insured(person_id: int, *, on: date) -> bool:
    """Say whether there is anything to certify."""
    return bool(insured_work(person_id, on=on) or insured_sites(person_id, on=on))


def pdf(certificate: Certificate) -> bytes:
    """Return the paper; what was lost is set again from its inputs, to the same bytes."""
    return pdf_of(certificate, form=FORM)


def find_certificate(code: str) -> Finding | None:
    """Return what everybody may know of the certificate with a code."""
    found = Certificate.objects.filter(code=code).first()
    if found is None:
        return None
    inputs = found.inputs
    said = (
        Row(term="姓名", value=mask_name(inputs["name"])),
        Row(term="证件号码", value=mask_id(inputs["number"]), is_number=True),
        *(Row(term="参保", value=f"{unit}，{words}") for unit, _, words in inputs["periods"]),
    )
    return finding_of(found, form=FORM, said=said)


def _issued(person: Person, *, by: User, key: UUID, request: HttpRequest) -> Certificate:
    today = clock.today()
    work = insured_work(person.pk, on=today)
    sites = insured_sites(person.pk, on=today)
    if not work and not sites:
        raise NotInsuredError
    made = Certificate.objects.filter(person=person, issued_on=today)
    if made[:MOST_A_DAY].count() == MOST_A_DAY:
        raise TooManyError
    certificate = Certificate(person=person, key=key)
    county = work[0].employer.county_id if work else sites[0].project.county_id
    inputs = _inputs(person, work, sites, on=today)
    issue_paper(certificate, form=FORM, county=county, inputs=inputs, by=by)
    note_look(request, person.pk, Verb.CERTIFICATE_ISSUED, f"编号 {certificate.number}")
    return certificate


def _inputs(
    person: Person, work: list[Employment], sites: list[ProjectWorker], *, on: date
) -> dict[str, Any]:
    """Return all that the paper says below its head."""
    identity: Identity = person.identity
    periods = [[row.employer.name, row.insured_as, _words(row, on)] for row in work]
    periods += [_site(row, on) for row in sites]
    return {
        "name": person.name,
        "kind": identity.get_kind_display(),
        "number": identity.number,
        "opening": f"截至{day_words(on)}，上列人员在本市参加工伤保险的情况如下。",
        "periods": periods[:MOST_PERIODS],
        "note": NEWEST + FREE if len(periods) > MOST_PERIODS else FREE,
    }


def _words(row: Employment, on: date) -> str:
    """Return an insured period as the paper says it."""
    days = row.insured_days
    return day_words(days.first) + _until(days.last, on) if days else ""


def _until(last: date | None, on: date) -> str:
    return "起，参保中" if last is None or last >= on else f"至{day_words(last)}"


def _site(row: ProjectWorker, on: date) -> list[str]:
    """Return a stay on a project as the paper says it: unit and project, how, from when."""
    project, first = row.project, first_proved_day(row)
    ends = [day for day in (row.to_on, project.insured_until) if day is not None]
    words = day_words(first) + _until(min(ends, default=None), on)
    return [f"{project.employer.name}（工程项目：{project.name}）", "按项目参保", words]
