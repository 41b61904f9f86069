"""The audit is only ever added to, and its seals find one changed byte."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory

from portal.accounts.models import User
from portal.audit import chain, tasks
from portal.audit.models import APPEND_ONLY_TABLES, AuditEvent, AuditSeal
from portal.audit.record import client_address, record
from portal.audit.verbs import VERB_LABELS, Verb
from portal.embedded import role

pytestmark = pytest.mark.django_db


def as_owner(statement: str) -> None:
    """Change something as only the owner of the tables could."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement)
        cursor.execute(f"SET ROLE {role.ROLE}")


def some_events(count: int = 5) -> None:
    """Record a few looks."""
    for number in range(count):
        record(Verb.LOOK_CASE, case_id=number, reason="核对")


def verified() -> str:
    """Run the command and return what it says."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue()


def test_an_event_says_who_what_when_and_from_where(clock) -> None:
    user = User.objects.create_user(phone="13805370001", name="王建国")
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.3")
    record(Verb.UNMASK, actor=user, target="identity 7", case_id=3, reason="送达", request=request)
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_label, event.verb) == (user.pk, "王建国", "unmask")
    assert (event.target, event.case_id, event.reason) == ("identity 7", 3, "送达")
    assert event.address == "10.1.2.3"
    assert event.at == clock.now()


def test_every_verb_has_its_word() -> None:
    assert set(VERB_LABELS) == set(Verb)


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_serving_role_may_not_change_or_delete(table: str, statement: str) -> None:
    some_events(1)
    chain.seal_batch()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_sealing_takes_what_is_new_once() -> None:
    some_events(3)
    assert chain.seal_batch() == 3
    assert chain.seal_batch() == 0
    some_events(2)
    tasks.seal()
    assert AuditSeal.objects.count() == 2
    assert "audit intact" in verified()


def test_a_late_event_with_a_lower_number_is_sealed_too() -> None:
    some_events(2)
    first = AuditEvent.objects.order_by("id").first()
    assert first is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_event', 'id'))")
        late = cursor.fetchone()[0]
    some_events(2)
    chain.seal_batch()
    AuditEvent.objects.create(pk=late, verb=Verb.LOGIN)
    assert chain.seal_batch() == 1
    assert "audit intact" in verified()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_event SET reason = '核封' WHERE case_id = 2",
        "UPDATE audit_event SET at = at + interval '1 microsecond' WHERE case_id = 2",
        "UPDATE audit_event SET actor_id = 1 WHERE case_id = 2",
        "DELETE FROM audit_event WHERE case_id = 2",
        "UPDATE audit_seal SET signature = repeat('0', 64) WHERE previous = ''",
        "DELETE FROM audit_seal WHERE previous = ''",
        "UPDATE audit_seal SET last_event_id = last_event_id + 1",
    ],
)
def test_one_changed_byte_is_found(change: str) -> None:
    some_events()
    chain.seal_batch()
    some_events(1)
    chain.seal_batch()
    assert "audit intact" in verified()
    as_owner(change)
    assert "seal " in verified()


def test_a_cut_end_is_found_by_a_head_kept_elsewhere() -> None:
    some_events(1)
    chain.seal_batch()
    some_events(1)
    chain.seal_batch()
    head = chain.head()
    call_command("verify_audit", head=head, stdout=StringIO())
    as_owner("DELETE FROM audit_seal WHERE id = (SELECT max(id) FROM audit_seal)")
    with pytest.raises(CommandError):
        call_command("verify_audit", head=head, stdout=StringIO(), stderr=StringIO())


def test_two_seals_cannot_follow_the_same_one() -> None:
    some_events(1)
    chain.seal_batch()
    some_events(1)
    fork = AuditSeal(event_ids=[1], last_event_id=1, previous="", signature="f" * 64)
    with pytest.raises(Exception, match="audit_seal_follows_one"), transaction.atomic():
        fork.save()


def test_a_forwarded_address_counts_only_behind_an_own_proxy(settings) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9"
    )
    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "203.0.113.9"
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="<script>")
    assert client_address(request) == "10.0.0.1"
