"""Fix letters at signing: number, template, contents and their hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.law.words import day_words
from portal.letters import codes
from portal.letters.models import Letter, LetterRecipient
from portal.letters.numbering import next_number
from portal.letters.templates import LetterTemplate, template
from portal.notifications.send import enqueue_job
from portal.offices.models import Office

if TYPE_CHECKING:
    from portal.cases.models import Case, Party

JOB = "render_letter"
HOTLINE = "12333"
VARIANT = "variant"


@dataclass(frozen=True, kw_only=True)
class Order:
    """A letter to be issued: the paper, what it says, and to whom."""

    kind: str
    inputs: Mapping[str, Any]
    recipients: "Sequence[Party]" = ()

    @property
    def template(self) -> LetterTemplate:
        """Return the form; papers with several outcomes name theirs in the inputs."""
        return template(self.kind, variant=self.inputs.get(VARIANT, ""))


def issue(
    case: "Case",
    *,
    kind: str,
    office: Office,
    on: date,
    by: User | None,
    inputs: Mapping[str, Any],
    recipients: "Sequence[Party]" = (),
) -> Letter:
    """Fix one letter; called last in the transaction of the act that makes it."""
    order = Order(kind=kind, inputs=inputs, recipients=recipients)
    return issue_all(case, orders=[order], office=office, on=on, by=by)[0]


def issue_all(
    case: "Case", *, orders: Sequence[Order], office: Office, on: date, by: User | None
) -> list[Letter]:
    """Fix several letters of one act; their counters are locked in sorted order."""
    with transaction.atomic(savepoint=False):
        made = {}
        for order in sorted(orders, key=lambda o: (o.template.business, o.kind)):
            made[id(order)] = _fix(case, order=order, office=office, on=on, by=by)
    return [made[id(order)] for order in orders]


def _fix(case: "Case", *, order: Order, office: Office, on: date, by: User | None) -> Letter:
    form = order.template
    missing = sorted(form.required - {name for name, value in order.inputs.items() if value})
    if missing:
        msg = f"letter {form.code} lacks {', '.join(missing)}"
        raise ValueError(msg)
    sequence, number = None, ""
    if form.business:
        sequence, number = next_number(office, kind=form.business, year=on.year)
    code = codes.new_code()
    inputs = {
        **order.inputs,
        "head": head(office, form=form, on=on, number=number, code=code),
    }
    letter = Letter.objects.create(
        case=case,
        office=office,
        kind=form.kind,
        template=form.code,
        template_version=form.version,
        title=form.title,
        series=form.business,
        year=on.year,
        sequence=sequence,
        number=number,
        inputs=inputs,
        inputs_hash=fingerprint(inputs),
        issued_on=on,
        issued_by=by,
        verification_code=code,
        is_sample=office.is_demonstration,
    )
    LetterRecipient.objects.bulk_create(
        [LetterRecipient(letter=letter, party=party, role=party.kind) for party in order.recipients]
    )
    enqueue_job(JOB, key=f"{JOB}:{letter.pk}", payload={"letter_id": letter.pk})
    return letter


def head(
    office: Office, *, form: LetterTemplate, on: date, number: str, code: str
) -> dict[str, Any]:
    """Return what the layout prints around the text, fixed so that it never changes later."""
    return {
        "organ": office.full_name,
        "title": form.title,
        "number": number,
        "date": day_words(on),
        "phone": office.phone or HOTLINE,
        "code": codes.grouped(code),
        "verify_url": verify_url(code) if code else "",
        "seal": form.seal,
        "seal_image": office.seal.name if office.seal and form.seal else "",
        "has_head": form.has_head,
        "is_sample": office.is_demonstration,
        "is_draft": not code,
    }


def verify_url(code: str) -> str:
    """Return the public address that the QR code leads to."""
    return settings.PUBLIC_ORIGIN.rstrip("/") + reverse("letters:verify_code", args=[code])


def fingerprint(inputs: Mapping[str, Any]) -> str:
    """Return the hash of a letter's contents that the ledger keeps."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
