"""The identity provider: a signed state, bound to the log-in, for ten minutes and one return."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, RequestFactory

from portal.accounts.models import Mandate
from portal.accounts.models.identity import Assurance
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from registration.models import Person
from registration.records import provider_checks
from registration.records.own import AnotherSelfError, Shown, become_self, self_mandates
from registration.records.provider import configured
from registration.records.provider_simulated import SimulatedProvider
from tests.cast import Cast
from tests.desk import text
from tests.registration import making
from tests.registration.own_records import self_of, verified

BEGIN, RETURN = "/records/identify/", "/records/identify/return/"


@pytest.fixture
def person(cast: Cast) -> Person:
    """A worker on the register."""
    who = making.person("李小满")
    making.employment(who, making.employer())
    return who


def shown(person: Person, **changes: str) -> Shown:
    """Return what the provider says of a person."""
    said = {"kind": "resident_id", "number": person.identity.number, "name": person.name}
    return Shown(**(said | changes))


def begun(browser: Client) -> str:
    """Go to the provider, and return the state."""
    address = browser.get(BEGIN)["Location"]
    assert address.startswith("/dev/identity/?")
    return parse_qs(urlsplit(address).query)["state"][0]


def back(browser: Client, state: str, said: Shown, *, minted_for: str = "") -> str:
    """Come back from the provider, and return what the page then says."""
    ticket = SimulatedProvider.ticket(said, state=minted_for or state)
    answer = browser.get(f"{RETURN}?{urlencode({'state': state, 'ticket': ticket})}")
    assert answer["Location"] == "/records/"
    return text(browser.get("/records/"))


def test_the_whole_way_through_the_simulated_page(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    address = browser.get(BEGIN)["Location"]
    assert "演示用的身份认证，不是真的" in text(browser.get(address))
    typed = {"name": "李小满", "kind": "resident_id", "number": person.identity.number}
    there = browser.post(address, typed)
    assert there.status_code == 303
    assert person.identity.number not in there["Location"]
    page = text(browser.get(there["Location"], follow=True))
    assert "已经认证是您本人" in page
    assert "济宁演示机械有限公司" in page
    mandate = self_of(cast.worker)
    assert mandate is not None
    assert mandate.assurance == Assurance.PROVIDER
    assert mandate.identity_id == person.pk


def test_bad_input_on_the_simulated_page_is_said(cast: Cast) -> None:
    browser = cast.client(cast.worker)
    address = browser.get(BEGIN)["Location"]
    answer = browser.post(address, {"name": "李小满", "kind": "resident_id", "number": "123"})
    assert answer.status_code == 422
    assert "号码应是 18 位" in text(answer)


def test_the_person_is_told_and_the_audit_knows(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    back(browser, begun(browser), shown(person))
    kinds = Outbox.objects.filter(notice="self_verified", user=cast.worker).values_list("kind")
    assert sorted(kind for (kind,) in kinds) == ["inbox", "sms"]
    event = AuditEvent.objects.get(verb="mandate_given")
    assert (event.subject_id, event.reason) == (person.pk, "统一身份认证")


def test_a_state_is_good_for_one_return(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    state = begun(browser)
    back(browser, state, shown(person))
    Mandate.objects.all().delete()
    assert "已经用过" in back(browser, state, shown(person))
    assert self_of(cast.worker) is None


def test_a_failed_return_uses_the_state_up(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    state = begun(browser)
    assert "没有告诉我们您是谁" in back(browser, state, shown(person), minted_for="another")
    assert "没有完成" in back(browser, state, shown(person))
    assert self_of(cast.worker) is None


def test_a_state_of_another_log_in_is_refused(cast: Cast, person: Person) -> None:
    attacker, victim = cast.client(cast.stranger), cast.client(cast.worker)
    state = begun(attacker)
    begun(victim)
    assert "没有完成" in back(victim, state, shown(person))
    assert self_of(cast.worker) is None
    assert self_of(cast.stranger) is None


@pytest.mark.parametrize("state", ["", "x", "WyJhIiwiYiJd:1u:zzzz", "WyJhIiwiYiJd"])
def test_a_forged_state_is_refused(cast: Cast, person: Person, state: str) -> None:
    browser = cast.client(cast.worker)
    begun(browser)
    assert "没有完成" in back(browser, state, shown(person), minted_for="x")
    assert self_of(cast.worker) is None
    assert AuditEvent.objects.filter(verb="self_refused").exists()


def test_a_return_without_a_beginning_is_refused(cast: Cast, person: Person) -> None:
    assert "没有完成" in back(cast.client(cast.worker), "x", shown(person))


@pytest.mark.parametrize(("minutes", "works"), [(10, True), (11, False)])
def test_a_state_lives_for_ten_minutes(  # type: ignore[no-untyped-def]
    cast: Cast, person: Person, clock, minutes: int, works: bool
) -> None:
    browser = cast.client(cast.worker)
    state = begun(browser)
    clock.move(minutes=minutes)
    back(browser, state, shown(person))
    assert (self_of(cast.worker) is not None) is works


def test_a_changed_ticket_is_refused(cast: Cast) -> None:
    browser = cast.client(cast.worker)
    state = begun(browser)
    browser.get(f"{RETURN}?{urlencode({'state': state, 'ticket': '1:AAAA'})}")
    assert self_of(cast.worker) is None


@pytest.mark.parametrize(
    ("kind", "number"), [("resident_id", "123"), ("resident_id", ""), ("nothing", "1")]
)
def test_a_provider_that_says_what_is_no_number_is_not_believed(
    cast: Cast, kind: str, number: str
) -> None:
    browser = cast.client(cast.worker)
    page = back(browser, begun(browser), Shown(kind, number, "李小满"))
    assert "没有告诉我们您是谁" in page
    assert self_of(cast.worker) is None


@pytest.mark.django_db(transaction=True)
def test_two_persons_at_once_make_an_account_one_persons(cast: Cast) -> None:
    user, officer = cast.worker, cast.registrar
    persons = [making.person(f"李{name}") for name in ("甲子", "乙丑", "丙寅", "丁卯")]

    def enter(person: Person) -> bool:
        request = RequestFactory().get("/")
        request.user = officer
        try:
            become_self(
                user, shown(person), assurance=Assurance.COUNTER, by=officer, request=request
            )
        except AnotherSelfError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, persons)) == [False, False, False, True]
    assert Mandate.objects.filter(user=user).count() == 1


def test_an_account_of_another_person_stays_that_persons(cast: Cast, person: Person) -> None:
    other = making.person("李大山")
    browser = cast.client(verified(cast.worker, other))
    assert "这个账号已经是另一个人的" in back(browser, begun(browser), shown(person))
    assert Mandate.objects.get(user=cast.worker).identity_id == other.pk


def test_a_name_that_the_register_does_not_have_is_refused(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    page = back(browser, begun(browser), shown(person, name="李小曼"))
    assert "登记的对不上" in page
    assert person.name not in page
    assert self_of(cast.worker) is None


def test_the_same_person_twice_keeps_the_one_mandate(cast: Cast, person: Person) -> None:
    browser = cast.client(cast.worker)
    for _ in range(2):
        back(browser, begun(browser), shown(person))
    assert Mandate.objects.filter(user=cast.worker).count() == 1


def test_a_second_account_of_a_person_ends_the_first_and_tells_it(  # type: ignore[no-untyped-def]
    cast: Cast, person: Person, clock
) -> None:
    verified(cast.relative, person)
    browser = cast.client(cast.worker)
    assert "已经认证是您本人" in back(browser, begun(browser), shown(person))
    assert "先确认是您本人" in text(cast.client(cast.relative).get("/records/"))
    assert Outbox.objects.filter(notice="self_moved", user=cast.relative).exists()
    assert not self_mandates(cast.relative).exists()
    assert AuditEvent.objects.filter(verb="mandate_ended", subject_id=person.pk).exists()


def test_who_is_not_on_the_register_takes_the_name_of_the_document(cast: Cast) -> None:
    browser = cast.client(cast.worker)
    said = Shown("resident_id", making.id_number(), "欧阳新")
    page = back(browser, begun(browser), said)
    assert "登记里没有您的参保记录" in page
    assert "欧阳新" in page


def test_strangers_and_officers_do_not_get_there(cast: Cast) -> None:
    for path in (BEGIN, RETURN, "/dev/identity/?state=x"):
        assert Client().get(path)["Location"].startswith("/login/")
        assert cast.client(cast.registrar).get(path).status_code == 403


# Production -----------------------------------------------------------------------------------


def test_without_a_provider_only_the_counter_is_offered(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.IDENTITY_PROVIDER = ""
    browser = cast.client(cast.worker)
    page = text(browser.get("/records/"))
    assert "到窗口确认" in page
    assert "统一身份认证" not in page
    for path in (BEGIN, RETURN, "/dev/identity/?state=x"):
        assert browser.get(path).status_code == 404


def test_the_simulated_provider_is_not_there_outside_development(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEVELOPMENT_MESSAGES = False
    assert cast.client(cast.worker).get("/dev/identity/?state=x").status_code == 404
    with pytest.raises(ImproperlyConfigured):
        configured()


def test_checks_refuse_the_simulated_provider_at_deployment(settings) -> None:  # type: ignore[no-untyped-def]
    assert [error.id for error in provider_checks.check_not_simulated()] == ["registration.E002"]
    settings.IDENTITY_PROVIDER = ""
    assert provider_checks.check_not_simulated() == []


@pytest.mark.parametrize(
    "path", ["registration.records.provider.Missing", "nowhere.at.all", "os.path.join"]
)
def test_checks_refuse_what_is_no_provider(settings, path: str) -> None:  # type: ignore[no-untyped-def]
    settings.IDENTITY_PROVIDER = path
    assert [error.id for error in provider_checks.check_provider()] == ["registration.E001"]


def test_checks_pass_what_is_one() -> None:
    assert provider_checks.check_provider() == []
