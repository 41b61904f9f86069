"""How a certificate is made: its number before its row, its file set from its inputs and kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from portal import clock
from portal.accounts.models import User
from portal.law.words import day_words
from portal.letters import codes, shelf
from portal.letters.findings import Finding
from portal.letters.issue import head
from portal.letters.templates import LetterTemplate
from portal.letters.typesetter import compose
from portal.offices.jurisdiction import agency_of
from portal.offices.models import private_storage
from portal.ui.parts import Row
from registration.models.certificate import IssuedPaper


class NotInsuredError(Exception):
    """The register holds nothing that the certificate could say."""


class TooManyError(Exception):
    """So many certificates are enough for one day."""


class KeyTakenError(Exception):
    """The form's key belongs to another certificate."""


def issue_paper(
    row: IssuedPaper,
    *,
    form: LetterTemplate,
    county: str,
    inputs: dict[str, Any],
    by: User,
    prefix: str = "",
) -> None:
    """Number a paper of a county, set it, keep its file and write its row.

    `inputs` is all that the paper says but its head; it never changes later.
    """
    today = clock.today()
    row.pk = _next_id(type(row))
    row.number, row.code = f"{prefix}{today:%Y%m%d}{row.pk:08d}", codes.new_code()
    office = agency_of(county, on=today)
    form = form if office.seal else replace(form, seal="")
    around = head(office, form=form, on=today, number=row.number, code=row.code)
    row.inputs = {"head": around, **inputs}
    row.issued_on, row.issued_by = today, by
    paper = _set(form, row.inputs, on=today)
    row.pdf_sha256 = shelf.digest(paper)
    row.save(force_insert=True)
    shelf.put(_name(row), paper=paper)


def pdf_of(row: IssuedPaper, *, form: LetterTemplate) -> bytes:
    """Return the paper; what was lost is set again from its inputs, to the same bytes."""
    return shelf.take(
        _name(row),
        sha256=row.pdf_sha256,
        again=lambda: _set(form, row.inputs, on=row.issued_on),
    )


def finding_of(row: IssuedPaper, *, form: LetterTemplate, said: Iterable[Row]) -> Finding:
    """Return what everybody may know of a paper whose code they have."""
    around = row.inputs["head"]
    return Finding(
        heading="查到了，确有这份证明",
        rows=(
            Row(term="名称", value=form.title),
            Row(term="证明编号", value=row.number, is_number=True),
            Row(term="出具机构", value=around["organ"]),
            Row(term="出具日期", value=day_words(row.issued_on)),
            *said,
        ),
        code=row.code,
        sha256=row.pdf_sha256,
        is_sample=around["is_sample"],
    )


def _set(form: LetterTemplate, inputs: dict[str, Any], *, on: date) -> bytes:
    seal = inputs["head"]["seal_image"]
    image = b""
    if seal:
        with private_storage().open(seal) as file:
            image = bytes(file.read())
    return compose(form.source, data=inputs, on=on, seal=image)


def _name(row: IssuedPaper) -> str:
    folder = f"{row._meta.model_name}s"
    return f"{folder}/{row.issued_on.year}/{row.pk}-{row.pdf_sha256[:16]}.pdf"


def _next_id(model: type[IssuedPaper]) -> int:
    """Take the next id before the row is made: the number and the paper need it."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])
