"""Make the PDF of a letter: once, stored, and the same bytes ever after."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portal import clock
from portal.letters import shelf
from portal.letters.issue import head
from portal.letters.models import Letter
from portal.letters.templates import LetterTemplate, template_of
from portal.letters.typesetter import compose
from portal.offices.models import Office

FOLDER = "letters"


def pdf(letter: Letter) -> bytes:
    """Return the paper of a letter; whoever comes first sets it, the others wait and read."""
    if letter.pdf:
        return _stored(letter)
    with transaction.atomic():
        locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if not locked.pdf:
            _keep(locked, paper=_compose(locked))
    letter.pdf = locked.pdf
    letter.pdf_sha256 = locked.pdf_sha256
    letter.rendered_at = locked.rendered_at
    return _stored(letter)


def preview(form: LetterTemplate, *, inputs: Mapping[str, Any], office: Office, on: date) -> bytes:
    """Return what a letter would look like, marked 草稿, without number and code."""
    return _unissued(form, inputs=inputs, office=office, on=on, is_draft=True)


def blank(form: LetterTemplate, *, inputs: Mapping[str, Any], office: Office, on: date) -> bytes:
    """Return a form to be printed and filled in by hand; it has neither number nor code."""
    return _unissued(form, inputs=inputs, office=office, on=on, is_draft=False)


def render_letter(payload: dict[str, Any]) -> None:
    """Set a letter in the background; a letter already set stays as it is."""
    letter = Letter.objects.filter(pk=payload["letter_id"]).first()
    if letter is not None:
        pdf(letter)


def _compose(letter: Letter) -> bytes:
    form = template_of(letter.template, version=letter.template_version)
    seal = _seal(letter.office, letter.inputs["head"])
    return compose(form.source, data=letter.inputs, on=letter.issued_on, seal=seal)


def _unissued(
    form: LetterTemplate, *, inputs: Mapping[str, Any], office: Office, on: date, is_draft: bool
) -> bytes:
    around = head(office, form=form, on=on, number="", code="") | {"is_draft": is_draft}
    return compose(form.source, data={**inputs, "head": around}, on=on, seal=_seal(office, around))


def _seal(office: Office, around: Mapping[str, Any]) -> bytes:
    """Return the image of the seal that the letter was fixed with, if the office had one."""
    name = around["seal_image"]
    if not name:
        return b""
    storage = office.seal.storage
    with storage.open(name) as file:
        return bytes(file.read())


def _keep(letter: Letter, *, paper: bytes) -> None:
    digest = shelf.digest(paper)
    name = f"{FOLDER}/{letter.year}/{letter.pk}-{digest[:16]}.pdf"
    shelf.put(name, paper=paper)
    letter.pdf, letter.pdf_sha256, letter.rendered_at = name, digest, clock.now()
    letter.save(update_fields=["pdf", "pdf_sha256", "rendered_at"])


def _stored(letter: Letter) -> bytes:
    return shelf.take(letter.pdf, sha256=letter.pdf_sha256, again=lambda: _compose(letter))
