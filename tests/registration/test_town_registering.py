"""A unit that is not on the register is filed at a window, by the agent's own account."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Assurance, Scope
from portal.cases.models import Case
from portal.notifications.models import Outbox
from registration.models import CounterEntry, Employer, EmployerFiling
from tests.cast import Cast
from tests.desk import Desk, filled, text
from tests.registration import filing, making
from tests.registration.own_records import code_sent_to
from tests.registration.test_people_races import together
from tests.registration.town_hall import JINCHENG, XUZHUANG, Window, clerk_at, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(cast: Cast) -> Window:
    """A clerk's browser with somebody at the window."""
    window = Window(cast, clerk_at(hall()))
    window.next_person("仲经办")
    return window


def address(window: Window) -> str:
    return f"{window.visit}register/"


def typed(window: Window, agent: User, **changes: Any) -> dict[str, Any]:
    """Return the form filled in for an association of the town."""
    said = filing.association(place=JINCHENG, agent_phone=agent.phone) | changes
    return filled(window.client.get(address(window))) | said


def begun(window: Window, agent: User, **changes: Any) -> HttpResponse:
    """Send the form, so that the code goes out."""
    page = window.client.post(address(window), typed(window, agent, **changes))
    assert page.status_code == 200, page.context["form"].errors
    return page


def confirmed(window: Window, page: HttpResponse, agent: User) -> HttpResponse:
    """Type the code that the agent reads out."""
    sent = filled(page) | {"code": code_sent_to(agent.phone)}
    return window.client.post(address(window), sent)


def test_the_window_files_for_the_agent_by_the_agents_own_account(
    cast: Cast, window: Window
) -> None:
    agent = cast.stranger
    done = confirmed(window, begun(window, agent, reason="新成立"), agent)
    assert done.status_code == 303
    case = Case.objects.get()
    assert (case.kind, case.office, case.employer_name) == (
        "employer-registration",
        cast.agency,
        "济宁演示志愿者协会",
    )
    asked = EmployerFiling.objects.get().asked
    assert (asked["town"], asked["county"], asked["contact"]) == (JINCHENG, "370811", "仲经办")
    mandate = Mandate.objects.get(user=agent)
    assert (mandate.scope, mandate.case, mandate.assurance) == (
        Scope.ONE_CASE,
        case,
        Assurance.ASSERTED,
    )
    assert case.entries.get().by == agent
    entry = CounterEntry.objects.get()
    assert (entry.case, entry.employer, entry.town_id, entry.clerk.name) == (
        case,
        None,
        JINCHENG,
        "冯镇办",
    )
    receipt = text(window.client.get(done["Location"]))
    for words in (
        "等经办机构审核",
        case.reference,
        "济宁演示志愿者协会",
        "仲*办",
        "2026年12月9日",
        "单位介绍信或者委托书",
    ):
        assert words in receipt, words
    assert window.client.get(f"{done['Location']}pdf/").content.startswith(b"%PDF")
    assert case.reference in text(cast.client(agent).get("/units/register/"))


def test_the_agency_reads_which_window_has_seen_whose_papers_and_approves(
    cast: Cast, window: Window
) -> None:
    agent = cast.stranger
    confirmed(window, begun(window, agent, reason="新成立"), agent)
    case = Case.objects.get()
    page = text(Desk(cast, cast.registrar).page(case))
    assert "金城街道便民服务中心代录，已核对来办人的身份证件原件、单位介绍信或者委托书" in page
    assert "新成立" in page
    filing.approved(cast, case, identity_checked="on")
    employer = Employer.objects.get()
    assert Mandate.objects.get(scope=Scope.ALL).user == agent
    assert cast.client(agent).get(f"/units/{employer.pk}/").status_code == 200


def test_nothing_is_filed_without_the_code_that_the_agent_reads_out(
    cast: Cast, window: Window
) -> None:
    agent = cast.stranger
    page = begun(window, agent)
    wrong = window.client.post(address(window), filled(page) | {"code": "000000"})
    assert wrong.status_code == 422
    assert wrong.context["form"]["code"].errors
    assert not Case.objects.exists()
    assert confirmed(window, wrong, agent).status_code == 303


def test_a_phone_without_an_account_files_nothing_until_it_has_one(
    cast: Cast, window: Window
) -> None:
    phone = "13900009999"
    page = begun(window, cast.stranger, agent_phone=phone)
    sent = window.client.post(address(window), filled(page) | {"code": "123456"})
    assert sent.status_code == 422
    assert not Case.objects.exists()
    newcomer = User.objects.create_user(phone=phone, name="仲经办", password="Long-enough-2026")
    # a second code within the minute is refused beside the phone, and nothing typed is lost
    again = window.client.post(address(window), filled(page) | {"stage": "send"})
    assert again.status_code == 422
    assert again.context["form"]["name"].value() == "济宁演示志愿者协会"
    assert newcomer.phone == phone


def test_what_was_typed_comes_back_when_it_is_to_be_changed(cast: Cast, window: Window) -> None:
    page = begun(window, cast.stranger)
    back = window.client.post(address(window), filled(page) | {"stage": "again"})
    assert back.status_code == 200
    assert back.context["form"]["name"].value() == "济宁演示志愿者协会"
    assert filled(back)["agent_phone"] == cast.stranger.phone


def test_a_word_is_mended_without_waiting_for_another_code(cast: Cast, window: Window) -> None:
    agent = cast.stranger
    page = begun(window, agent, name="济宁演示协会会")
    back = window.client.post(address(window), filled(page) | {"stage": "again"})
    mended = window.client.post(address(window), filled(back) | {"name": "济宁演示协会"})
    assert mended.status_code == 200
    assert Outbox.objects.filter(notice="counter_self_code").count() == 1
    assert confirmed(window, mended, agent).status_code == 303
    assert EmployerFiling.objects.get().asked["name"] == "济宁演示协会"
    window.next_person("另一个人")
    again = window.client.post(address(window), typed(window, agent, name="又一家协会"))
    assert again.status_code == 422  # that code was used: the next one has to be waited for
    assert "验证码发送得太频繁" in text(again)


@pytest.mark.parametrize("kind", ["company", "sole_trader", "cooperative"])
def test_kinds_of_the_business_register_are_refused_at_the_window_too(
    cast: Cast, window: Window, kind: str
) -> None:
    page = window.client.post(address(window), typed(window, cast.stranger, kind=kind))
    assert page.status_code == 422
    assert page.context["form"]["kind"].errors
    assert not Case.objects.exists()


def test_only_places_of_the_window_are_offered_and_taken(cast: Cast, window: Window) -> None:
    page = text(window.client.get(address(window)))
    assert "金城街道" in page
    assert XUZHUANG not in page
    for place in (XUZHUANG, "370811", "370828"):
        refused = window.client.post(address(window), typed(window, cast.stranger, place=place))
        assert refused.status_code == 422
        assert refused.context["form"]["place"].errors


def test_the_agencys_own_window_files_for_its_whole_county(cast: Cast) -> None:
    window = Window(cast, cast.registrar)
    window.next_person("仲经办")
    agent = cast.stranger
    assert confirmed(window, begun(window, agent, place="370811"), agent).status_code == 303
    refused = window.client.post(address(window), typed(window, agent, place="370828"))
    assert refused.status_code == 422
    assert CounterEntry.objects.get().town is None


def test_a_code_of_the_register_is_not_registered_again(cast: Cast, window: Window) -> None:
    taken = making.employer().credit_code
    page = window.client.post(address(window), typed(window, cast.stranger, credit_code=taken))
    assert page.status_code == 422
    assert page.context["form"]["credit_code"].errors


def test_the_same_page_sent_twice_leads_to_the_same_receipt(cast: Cast, window: Window) -> None:
    agent = cast.stranger
    page = begun(window, agent)
    sent = filled(page) | {"code": code_sent_to(agent.phone)}
    first, second = (window.client.post(address(window), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == CounterEntry.objects.count() == 1


def test_what_was_typed_for_one_person_opens_for_no_other(cast: Cast, window: Window) -> None:
    agent = cast.stranger
    page = begun(window, agent)
    sent = filled(page) | {"code": code_sent_to(agent.phone)}
    window.next_person("吴后来")
    answer = window.client.post(address(window), sent)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_the_county_finds_the_entry_of_its_town_with_the_case(cast: Cast, window: Window) -> None:
    agent = cast.stranger
    confirmed(window, begun(window, agent), agent)
    entry, case = CounterEntry.objects.get(), Case.objects.get()
    client = cast.client(cast.registrar)
    assert "济宁演示志愿者协会" in text(client.get("/register/towns/"))
    page = text(client.get(f"/register/towns/{entry.pk}/"))
    assert f"/cases/{case.reference}/" in page
    assert client.get(f"/register/towns/{entry.pk}/correct/").status_code == 404
    assert "济宁演示志愿者协会" in text(window.client.get("/counter/"))


@pytest.mark.parametrize("who", ["agent", "handler", "register_reviewer"])
def test_nobody_else_files_at_a_window(cast: Cast, window: Window, who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get(address(window)).status_code == 404
    assert client.post(address(window), {}).status_code == 404


def test_the_search_leads_to_it(window: Window) -> None:
    page = text(window.client.get(window.visit, {"q": "没有这家"}))
    assert f'href="{address(window)}"' in page


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_file_once(cast: Cast) -> None:
    window = Window(cast, clerk_at(hall()))
    window.next_person("仲经办")
    agent = cast.stranger
    sent = filled(begun(window, agent)) | {"code": code_sent_to(agent.phone)}
    pages = together([lambda: window.client.post(address(window), sent)] * 2)
    assert 303 in {page.status_code for page in pages}
    assert Case.objects.count() == CounterEntry.objects.count() == 1
    assert window.client.post(address(window), sent).status_code == 303
    assert date(2026, 11, 24) == Case.objects.get().filed_on
