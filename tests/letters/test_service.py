"""Service: each attempt kept, one success a party, none without proof."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.attachments.models import Attachment
from portal.cases.models import Case, Party
from portal.letters import service
from portal.letters.models import Service
from portal.letters.service import Delivery, UnlawfulServiceError, record
from portal.workflow.service import Method
from tests.letters.conftest import Sign

DAY = date(2026, 12, 20)


@pytest.fixture
def slip(case: Case) -> Attachment:
    """A scanned receipt."""
    return Attachment.objects.create(
        case=case,
        material="service_proof",
        original_name="回证.jpg",
        media_type="image/jpeg",
        size=10,
        sha256="0" * 64,
        upload_sha256="0" * 64,
        storage_name="slip",
    )


def direct(**changes: object) -> Delivery:
    """Return a direct service."""
    facts = {
        "method": Method.DIRECT, "attempted_on": DAY, "served_on": DAY, "received_by": "欧阳䶮喆"
    } | changes  # fmt: skip
    return Delivery(**facts)  # type: ignore[arg-type]


def test_each_party_has_its_own_day(
    sign: Sign, worker: Party, employer: Party, slip: Attachment
) -> None:
    letter = sign()
    record(letter, party=worker, delivery=direct(proof=slip), by=None)
    assert service.served_on(letter, party=worker) == DAY
    assert service.served_on(letter, party=employer) is None
    assert not service.is_served_on_all(letter)
    later = Delivery(
        method=Method.MAIL_RETURNED, attempted_on=DAY, served_on=date(2026, 12, 28), proof=slip
    )
    record(letter, party=employer, delivery=later, by=None)
    assert service.served_on(letter, party=employer) == date(2026, 12, 28)
    assert service.is_served_on_all(letter)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, service.PROOF_NEEDED),
        ({"method": Method.MAIL}, service.PROOF_NEEDED),
        ({"method": Method.ELECTRONIC}, service.LOG_NEEDED),
        ({"served_on": date(2026, 12, 19)}, service.DAY_NEEDED),
    ],
)
def test_a_service_without_proof_is_refused(
    sign: Sign, worker: Party, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UnlawfulServiceError, match=sentence[:12]):
        record(sign(), party=worker, delivery=direct(**changes), by=None)


def test_direct_service_names_who_signed(sign: Sign, worker: Party, slip: Attachment) -> None:
    with pytest.raises(UnlawfulServiceError, match="签收人"):
        record(sign(), party=worker, delivery=direct(proof=slip, received_by=""), by=None)


def test_a_party_is_served_once(sign: Sign, worker: Party, slip: Attachment) -> None:
    letter = sign()
    record(letter, party=worker, delivery=direct(proof=slip), by=None)
    with pytest.raises(UnlawfulServiceError, match="已经送达"):
        record(letter, party=worker, delivery=direct(proof=slip), by=None)


def test_failed_attempts_are_kept(sign: Sign, worker: Party, slip: Attachment) -> None:
    letter = sign()
    for remark in ("家中无人", "地址不详"):
        failed = Delivery(method=Method.DIRECT, attempted_on=DAY, remark=remark)
        record(letter, party=worker, delivery=failed, by=None)
    record(letter, party=worker, delivery=direct(proof=slip), by=None)
    assert letter.services.count() == 3


def test_nobody_else_is_served(sign: Sign, case: Case, slip: Attachment) -> None:
    other = Party.objects.create(case=case, kind=Party.Kind.RELATIVE, name="旁人")
    with pytest.raises(UnlawfulServiceError, match="不是发给"):
        record(sign(), party=other, delivery=direct(proof=slip), by=None)


def test_the_database_refuses_what_the_code_would(sign: Sign, worker: Party) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(
            letter=sign(), party=worker, method=Method.DIRECT, attempted_on=DAY, served_on=DAY
        )
