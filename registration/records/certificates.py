"""The 工伤保险参保证明: person, units and periods on one day, with a code to verify it by."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.http import HttpRequest

from portal import clock
from portal.accounts.models import Identity, User
from portal.audit.verbs import Verb
from portal.crypto import mask_id, mask_name
from portal.law.instruments import AGENCY_RULES
from portal.law.words import day_words
from portal.letters import codes, shelf
from portal.letters.findings import Finding
from portal.letters.issue import head
from portal.letters.templates import LetterTemplate
from portal.letters.typesetter import compose
from portal.offices.jurisdiction import agency_of
from portal.offices.models import private_storage
from portal.ui.parts import Row
from registration.models import Certificate, Employment, Person, ProjectWorker
from registration.records.parts import note_look

FORM = LetterTemplate(
    kind="insurance_certificate",
    title="工伤保险参保证明",
    source=Path(__file__).parents[1] / "typst" / "insurance_certificate.typ",
    has_head=False,
)
FOLDER = "certificates"
MOST_A_DAY = 10
MOST_PERIODS = 60
FREE = (
    f"根据{AGENCY_RULES.article(32)}，查询和打印不收费。"
    "本证明由本人自助开具，内容以开具当日的登记为准。"
)

NEWEST = f"只列最近{MOST_PERIODS}段，更早的请向经办机构查询。"


class NotInsuredError(Exception):
    """The register holds no insured period of this person yet."""


class TooManyError(Exception):
    """So many certificates are enough for one day."""


class KeyTakenError(Exception):
    """The form's key belongs to somebody else's certificate."""


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
    rows = Employment.objects.filter(person_id=person_id, insured_from__lte=on)
    rows = rows.exclude(ended_on__isnull=False, insured_to=None).select_related("employer")
    return list(rows.order_by("-started_on", "-id")[: MOST_PERIODS + 1])


def insured_sites(person_id: int, *, on: date) -> list[ProjectWorker]:
    """Return the stays on projects that were insured and paid for, newest first."""
    rows = ProjectWorker.objects.filter(
        person_id=person_id,
        from_on__lte=on,
        project__insured_from__lte=on,
        project__settled_on__isnull=False,
    )
    rows = rows.filter(Q(to_on=None) | Q(to_on__gte=F("project__insured_from")))
    return list(
        rows.select_related("project__employer").order_by("-from_on", "-id")[: MOST_PERIODS + 1]
    )


def is_insured(person_id: int, *, on: date) -> bool:
    """Say whether there is anything to certify."""
    return bool(insured_work(person_id, on=on) or insured_sites(person_id, on=on))


def pdf(certificate: Certificate) -> bytes:
    """Return the paper; what was lost is set again from its inputs, to the same bytes."""
    return shelf.take(
        _name(certificate.pk, certificate.pdf_sha256, certificate.issued_on),
        sha256=certificate.pdf_sha256,
        again=lambda: _set(certificate.inputs, on=certificate.issued_on),
    )


def find_certificate(code: str) -> Finding | None:
    """Return what everybody may know of the certificate with a code."""
    found = Certificate.objects.filter(code=code).first()
    if found is None:
        return None
    inputs = found.inputs
    return Finding(
        heading="查到了，确有这份证明",
        rows=(
            Row(term="名称", value=FORM.title),
            Row(term="证明编号", value=found.number, is_number=True),
            Row(term="出具机构", value=inputs["head"]["organ"]),
            Row(term="出具日期", value=day_words(found.issued_on)),
            Row(term="姓名", value=mask_name(inputs["name"])),
            Row(term="证件号码", value=mask_id(inputs["number"]), is_number=True),
            *(Row(term="参保", value=f"{unit}，{words}") for unit, _, words in inputs["periods"]),
        ),
        code=found.code,
        sha256=found.pdf_sha256,
        is_sample=inputs["head"]["is_sample"],
    )


def _issued(person: Person, *, by: User, key: UUID, request: HttpRequest) -> Certificate:
    today = clock.today()
    work = insured_work(person.pk, on=today)
    sites = insured_sites(person.pk, on=today)
    if not work and not sites:
        raise NotInsuredError
    made = Certificate.objects.filter(person=person, issued_on=today)
    if made[:MOST_A_DAY].count() == MOST_A_DAY:
        raise TooManyError
    pk = _next_id()
    number, code = f"{today:%Y%m%d}{pk:08d}", codes.new_code()
    inputs = _inputs(person, work, sites, on=today, number=number, code=code)
    paper = _set(inputs, on=today)
    certificate = Certificate.objects.create(
        pk=pk,
        person=person,
        number=number,
        code=code,
        key=key,
        inputs=inputs,
        issued_on=today,
        issued_by=by,
        pdf_sha256=shelf.digest(paper),
    )
    shelf.put(_name(pk, certificate.pdf_sha256, today), paper=paper)
    note_look(request, person.pk, Verb.CERTIFICATE_ISSUED, f"编号 {number}")
    return certificate


def _inputs(
    person: Person,
    work: list[Employment],
    sites: list[ProjectWorker],
    *,
    on: date,
    number: str,
    code: str,
) -> dict[str, Any]:
    """Return all that the paper says, fixed so that it never changes later."""
    identity: Identity = person.identity
    county = work[0].employer.county_id if work else sites[0].project.county_id
    office = agency_of(county, on=on)
    periods = [[row.employer.name, row.insured_as, _words(row, on)] for row in work]
    periods += [_site(row, on) for row in sites]
    form = FORM if office.seal else replace(FORM, seal="")
    return {
        "head": head(office, form=form, on=on, number=number, code=code),
        "name": person.name,
        "kind": identity.get_kind_display(),
        "number": identity.number,
        "opening": f"截至{day_words(on)}，上列人员在本市参加工伤保险的情况如下。",
        "periods": periods[:MOST_PERIODS],
        "note": NEWEST + FREE if len(periods) > MOST_PERIODS else FREE,
    }


def _words(row: Employment, on: date) -> str:
    """Return an insured period as the paper says it."""
    begun = day_words(row.insured_from) if row.insured_from else ""
    return begun + _until(row.insured_to, on)


def _until(last: date | None, on: date) -> str:
    return "起，参保中" if last is None or last >= on else f"至{day_words(last)}"


def _site(row: ProjectWorker, on: date) -> list[str]:
    """Return a stay on a project as the paper says it: unit and project, how, from when."""
    project = row.project
    first = max(row.from_on, project.insured_from or row.from_on)
    ends = [day for day in (row.to_on, project.insured_until) if day is not None]
    words = day_words(first) + _until(min(ends, default=None), on)
    return [f"{project.employer.name}（工程项目：{project.name}）", "按项目参保", words]


def _set(inputs: dict[str, Any], *, on: date) -> bytes:
    seal = inputs["head"]["seal_image"]
    image = b""
    if seal:
        with private_storage().open(seal) as file:
            image = bytes(file.read())
    return compose(FORM.source, data=inputs, on=on, seal=image)


def _name(pk: int, sha256: str, on: date) -> str:
    return f"{FOLDER}/{on.year}/{pk}-{sha256[:16]}.pdf"


def _next_id() -> int:
    """Take the next id before the row is made: the number and the paper need it."""
    table = Certificate._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])
