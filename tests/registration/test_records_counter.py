"""An officer of the agency verifies who stands at the counter; the code names the account."""

import pytest
from django.test import Client

from portal.accounts.identities import identity_for
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Assurance
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from registration.models import Person
from tests.cast import Cast
from tests.desk import text
from tests.registration import making
from tests.registration.own_records import code_sent_to, notices_to, self_of, verified

FIRST, SECOND = "/register/verify/", "/register/verify/code/"
UNUSED = "13805370099"


@pytest.fixture
def person(cast: Cast) -> Person:
    """A worker on the register."""
    who = making.person("李小满")
    making.employment(who, making.employer())
    return who


@pytest.fixture
def window(cast: Cast) -> Client:
    """The registrar's browser."""
    return cast.client(cast.registrar)


def typed(person: Person, user: User, **more: str) -> dict[str, str]:
    """Return what the officer types for a person."""
    return {
        "name": person.name,
        "kind": "resident_id",
        "number": person.identity.number,
        "phone": user.phone,
        "seen": "on",
        **more,
    }


def verify(window: Client, person: Person, user: User, **more: str) -> str:
    """Walk both pages with the code that was sent, and return what the page says."""
    fields = typed(person, user, **more)
    answer = window.post(FIRST, fields)
    assert (answer.status_code, answer["Location"]) == (303, SECOND)
    done = window.post(SECOND, {"code": code_sent_to(fields["phone"])}, follow=True)
    return text(done)


def test_document_and_code_make_the_account_the_persons_own(
    cast: Cast, window: Client, person: Person
) -> None:
    assert "已核验" in verify(window, person, cast.worker)
    mandate = self_of(cast.worker)
    assert mandate is not None
    assert (mandate.assurance, mandate.identity_id) == (Assurance.COUNTER, person.pk)
    assert "济宁演示机械有限公司" in text(cast.client(cast.worker).get("/records/"))


def test_audit_inbox_and_phone_know(cast: Cast, window: Client, person: Person) -> None:
    verify(window, person, cast.worker)
    event = AuditEvent.objects.get(verb="mandate_given")
    assert event.actor_id == cast.registrar.pk
    assert (event.target, event.subject_id) == (f"user {cast.worker.pk}", person.pk)
    assert notices_to(cast.worker.phone)[0] == "counter_self_code"
    kinds = Outbox.objects.filter(notice="self_verified", user=cast.worker).values_list("kind")
    assert sorted(kind for (kind,) in kinds) == ["inbox", "sms"]
    page = text(cast.client(cast.worker).get("/records/looks/"))
    assert "济宁市任城区社会保险事业中心，参保经办人员" in page


def test_before_the_code_an_account_and_none_look_the_same(
    cast: Cast, window: Client, person: Person
) -> None:
    pages = []
    for phone in (cast.worker.phone, UNUSED):
        answer = window.post(FIRST, typed(person, cast.worker, phone=phone), follow=True)
        page = text(answer).replace(phone, "")
        pages.append(page.split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    assert notices_to(UNUSED) == ["code_without_account"]


def test_without_the_code_nothing_happens(cast: Cast, window: Client, person: Person) -> None:
    window.post(FIRST, typed(person, cast.worker))
    answer = window.post(SECOND, {"code": "000000"})
    assert answer.status_code == 422
    assert "验证码不对" in text(answer)
    assert self_of(cast.worker) is None


def test_the_second_page_needs_the_first(window: Client) -> None:
    assert window.post(SECOND, {"code": "123456"})["Location"] == FIRST


def test_a_colleague_does_not_finish_what_another_began(
    cast: Cast, window: Client, person: Person
) -> None:
    window.post(FIRST, typed(person, cast.worker))
    code = code_sent_to(cast.worker.phone)
    assert cast.client(cast.foreign_registrar).post(SECOND, {"code": code})["Location"] == FIRST


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "请填写姓名"),
        ("number", "123", "号码应是 18 位"),
        ("phone", "12345", "手机号应是 11 位数字"),
        ("seen", "", "请先勾选"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(
    cast: Cast, window: Client, person: Person, field: str, value: str, said: str
) -> None:
    answer = window.post(FIRST, typed(person, cast.worker, **{field: value}))
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    assert f'value="{person.name}"' in page or field == "name"
    assert not Outbox.objects.filter(notice="counter_self_code").exists()


def test_a_name_that_the_register_does_not_have_is_refused_in_silence(
    cast: Cast, window: Client, person: Person
) -> None:
    page = verify(window, person, cast.worker, name="王冒名")
    assert "没有核验" in page
    assert person.name not in page
    assert self_of(cast.worker) is None
    assert AuditEvent.objects.get(verb="self_refused").actor_id == cast.registrar.pk


def test_names_are_guessed_five_times_at_most(  # type: ignore[no-untyped-def]
    cast: Cast, window: Client, person: Person, clock
) -> None:
    for number in range(5):
        clock.move(minutes=13)
        window = cast.client(cast.registrar)
        verify(window, person, cast.worker, name=f"王冒{'甲乙丙丁戊'[number]}")
    clock.move(minutes=13)
    window = cast.client(cast.registrar)
    window.post(FIRST, typed(person, cast.worker))
    answer = window.post(SECOND, {"code": code_sent_to(cast.worker.phone)})
    assert "尝试次数太多" in text(answer)
    assert self_of(cast.worker) is None


def test_an_account_of_another_person_is_refused(
    cast: Cast, window: Client, person: Person
) -> None:
    verified(cast.worker, making.person("李大山"))
    page = verify(window, person, cast.worker)
    assert "这个账号已经核验为另一个人" in page
    assert "李大山" not in page
    assert Mandate.objects.filter(user=cast.worker).count() == 1


def test_a_name_that_only_others_have_typed_gives_way_to_the_document(
    cast: Cast, window: Client
) -> None:
    number = making.id_number()
    identity = identity_for(kind="resident_id", number=number, name="错名")
    page = verify(window, Person(name="对名", identity=identity), cast.worker, name="对名")
    assert "已核验" in page
    identity.refresh_from_db()
    assert identity.name == "对名"


def test_a_new_code_can_be_asked_for(cast: Cast, window: Client, person: Person, clock) -> None:  # type: ignore[no-untyped-def]
    window.post(FIRST, typed(person, cast.worker))
    first = code_sent_to(cast.worker.phone)
    clock.move(minutes=2)
    assert window.post("/send-again/counter_self/")["Location"] == SECOND
    assert notices_to(cast.worker.phone) == ["counter_self_code"] * 2
    assert window.post(SECOND, {"code": first}).status_code == 422


def test_only_registrars_of_an_agency_come_in(cast: Cast, person: Person) -> None:
    for user in (cast.clerk, cast.register_reviewer, cast.supervisor, cast.worker):
        assert cast.client(user).get(FIRST).status_code == 403
    assert Client().get(FIRST)["Location"].startswith("/staff/login/")
    bureau = cast._officer("odd", "错授权", *cast.registrar.roles(person.born_on))
    assert cast.client(bureau).get(FIRST).status_code == 403


def test_the_menu_leads_there(cast: Cast, window: Client) -> None:
    page = text(window.get(FIRST))
    assert "核验本人" in page
    assert "查个人" in page
    assert "核验本人" not in text(cast.client(cast.clerk).get("/work/"))
