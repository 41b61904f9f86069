"""Mandates, and the one-time code of a served letter."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from portal.accounts import mandates
from portal.accounts.activation import (
    REFUSED,
    ActivationRefusedError,
    issue_code,
    redeem,
)
from portal.accounts.identities import identity_for
from portal.accounts.models import ActivationCode, Identity, Mandate, User
from portal.audit.models import AuditEvent
from portal.cases.models import Case, Party
from portal.offices.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    """A case of that office."""
    return Case.objects.create(
        kind="injury-claim",
        reference="G2026112400001",
        state="accepted",
        office=office,
        person_name="王建国",
        employer_name="济宁示例机械厂",
        filed_on=date(2026, 11, 24),
    )


@pytest.fixture
def employer(case: Case) -> Party:
    """The employer of that case, who has no account yet."""
    return Party.objects.create(case=case, kind=Party.Kind.EMPLOYER, name="济宁示例机械厂")


@pytest.fixture
def identity(db: None) -> Identity:
    """A person."""
    return identity_for(kind="resident_id", number="11010519491231002X", name="王建国")


def attempt(code: str, user: User, address: str = "10.0.0.1") -> int:
    """Try a code from an address."""
    return redeem(code, user, request=RequestFactory().post("/", REMOTE_ADDR=address))


def test_filing_gives_an_asserted_mandate_for_one_case(worker, case, identity) -> None:
    mandate = mandates.grant_filing_mandate(worker, identity=identity, case=case, kind="self")
    assert mandate.assurance == "asserted"
    assert mandate.scope == "one_case"
    again = mandates.grant_filing_mandate(worker, identity=identity, case=case, kind="self")
    assert again == mandate
    assert AuditEvent.objects.filter(verb="mandate_given", case_id=case.pk).count() == 1


def test_an_asserted_mandate_never_covers_everything(worker: User, identity: Identity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(user=worker, identity=identity, kind="self", scope="all")
    Mandate.objects.create(
        user=worker, identity=identity, kind="self", scope="all", assurance="counter"
    )


def test_a_mandate_for_one_case_names_the_case(worker: User, identity: Identity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(user=worker, identity=identity, kind="self")


def test_a_mandate_holds_to_its_last_day(worker, case, identity) -> None:
    mandate = mandates.grant_filing_mandate(worker, identity=identity, case=case, kind="self")
    mandate.to_on = date(2026, 12, 31)
    mandate.save()
    for day, holds in (
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ):
        assert Mandate.objects.filter(mandates.in_force(worker, on=day)).exists() is holds


def test_a_code_opens_its_party_once(worker: User, employer: Party) -> None:
    code = issue_code(employer)
    assert attempt(code, worker) == employer.pk
    with pytest.raises(ActivationRefusedError, match="已用过"):
        attempt(code, worker)
    row = ActivationCode.objects.get()
    assert row.used_by == worker
    assert AuditEvent.objects.filter(verb="code_redeemed", case_id=employer.case_id).count() == 1


def test_the_code_is_kept_as_a_hash_only(employer: Party) -> None:
    code = issue_code(employer).replace("-", "")
    row = ActivationCode.objects.get()
    assert code not in str(vars(row))
    assert len(code) == 12


def test_small_letters_spaces_and_full_width_are_taken(worker: User, employer: Party) -> None:
    code = issue_code(employer)
    assert attempt(f" {code.lower().replace('-', ' ')} ", worker) == employer.pk


def test_the_last_day_counts_and_the_day_after_does_not(worker, employer, clock) -> None:
    code = issue_code(employer, expires_on=date(2026, 11, 30))
    clock.set("2026-12-01T00:00:00")
    with pytest.raises(ActivationRefusedError):
        attempt(code, worker)
    clock.set("2026-11-30T23:59:59")
    assert attempt(code, worker) == employer.pk


def test_a_newer_code_kills_the_older_one(worker: User, employer: Party) -> None:
    first, second = issue_code(employer), issue_code(employer)
    with pytest.raises(ActivationRefusedError):
        attempt(first, worker)
    assert attempt(second, worker) == employer.pk


def test_wrong_used_and_expired_answers_are_the_same(worker, employer, clock) -> None:
    used = issue_code(employer)
    attempt(used, worker)
    expired = issue_code(employer, expires_on=date(2026, 11, 23))
    for code in ("AAAA-AAAA-AAAA", used, expired):
        with pytest.raises(ActivationRefusedError) as refused:
            attempt(code, worker)
        assert str(refused.value) == REFUSED


def test_guessing_is_locked_and_the_right_code_waits_too(worker, employer, clock) -> None:
    code = issue_code(employer)
    for number in range(5):
        with pytest.raises(ActivationRefusedError):
            attempt(f"WRONG{number}", worker)
    with pytest.raises(ActivationRefusedError, match="尝试次数太多"):
        attempt(code, worker)
    clock.move(minutes=15)
    assert attempt(code, worker) == employer.pk


def test_many_accounts_in_one_network_are_locked_together(employer: Party) -> None:
    code = issue_code(employer)
    for number in range(10):
        user = User.objects.create_user(phone=f"1390537{number:04}", name="试码人")
        for wrong in range(3):
            with pytest.raises(ActivationRefusedError):
                attempt(f"WRONG{number}{wrong}", user)
    honest = User.objects.create_user(phone="13905379999", name="经办人")
    with pytest.raises(ActivationRefusedError, match="尝试次数太多"):
        attempt(code, honest)
    assert attempt(code, honest, address="10.0.0.2") == employer.pk


def test_when_the_mandate_fails_the_code_stays_good(worker: User, employer: Party) -> None:
    code = issue_code(employer)
    request = RequestFactory().post("/")

    def fail(party_id: int) -> None:
        raise LookupError(party_id)

    with pytest.raises(LookupError):
        redeem(code, worker, request=request, then=fail)
    assert attempt(code, worker) == employer.pk
