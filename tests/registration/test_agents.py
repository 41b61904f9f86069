"""Agents of an employer: how they enter by the code of the counter, and how their right ends."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from portal.accounts.activation import issue_code, issue_unit_code
from portal.accounts.models import ActivationCode, Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.audit.models import AuditEvent
from portal.cases.models import Party
from portal.notifications.models import Outbox
from registration.models import Employer
from tests import factories as make
from tests.cast import PASSWORD, Cast
from tests.conftest import Clock
from tests.desk import text
from tests.injury_claims.sides import enter as enter_case
from tests.registration import making

SAME = "激活码不对、已用过或已过期"


def code_for(cast: Cast, employer: Employer, *, agent: str = "赵会计") -> str:
    """Return a code that the counter gave to an agent."""
    return issue_unit_code(employer.identity, agent_name=agent, by=cast.registrar)


def typed(code: str) -> dict[str, str]:
    """Return what an agent sends."""
    return {"code": code, "is_authorised": "on"}


def test_the_code_opens_the_employer_with_a_verified_mandate(cast: Cast) -> None:
    employer = making.employer()
    browser = cast.client(cast.agent)
    answer = browser.post("/units/enter/", typed(code_for(cast, employer)))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/units/{employer.pk}/")
    mandate = Mandate.objects.get(user=cast.agent)
    assert (mandate.kind, mandate.scope) == (MandateKind.EMPLOYER_AGENT, Scope.ALL)
    assert (mandate.assurance, mandate.identity_id) == (Assurance.COUNTER, employer.pk)
    assert "身份证和单位介绍信" in mandate.proof
    event = AuditEvent.objects.get(verb="mandate_given")
    assert (event.actor_id, event.target) == (cast.agent.pk, f"mandate {mandate.pk}")
    assert browser.get(f"/units/{employer.pk}/").status_code == 200


def test_the_code_is_taken_in_small_letters_and_without_hyphens(cast: Cast) -> None:
    code = code_for(cast, making.employer()).replace("-", "").lower()
    assert cast.client(cast.agent).post("/units/enter/", typed(code)).status_code == 303


def test_the_new_agent_and_all_others_are_told(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.relative, employer)
    cast.client(cast.agent).post("/units/enter/", typed(code_for(cast, employer)))
    told = {(row.notice, row.user_id) for row in Outbox.objects.filter(kind="inbox")}
    assert told == {
        ("unit_agent_entered", cast.agent.pk),
        ("unit_agent_joined", cast.relative.pk),
    }


def test_wrong_used_and_expired_codes_get_the_same_answer(cast: Cast, clock: Clock) -> None:
    used, expired = code_for(cast, making.employer()), code_for(cast, making.employer("乙公司"))
    assert cast.client(cast.agent).post("/units/enter/", typed(used)).status_code == 303
    ActivationCode.objects.filter(used_at=None).update(expires_on=date(2026, 11, 23))
    for code in ("DW22-ZZZZ-ZZZZ-ZZZZ", used, expired):
        answer = cast.client(cast.agent).post("/units/enter/", typed(code))
        assert answer.status_code == 422
        assert text(answer).count(SAME) == 2
        assert code in text(answer)
    assert Mandate.objects.count() == 1


def test_a_code_holds_sixty_days_and_no_longer(cast: Cast, clock: Clock) -> None:
    last, late = making.employer(), making.employer("乙公司")
    codes = code_for(cast, last), code_for(cast, late)
    clock.set("2027-01-23")
    assert cast.client(cast.agent).post("/units/enter/", typed(codes[0])).status_code == 303
    clock.set("2027-01-24")
    assert cast.client(cast.agent).post("/units/enter/", typed(codes[1])).status_code == 422


def test_a_new_code_of_the_same_agent_kills_the_old_one_and_no_other(cast: Cast) -> None:
    employer = making.employer()
    old, other = code_for(cast, employer), code_for(cast, employer, agent="陌生人")
    new = code_for(cast, employer)
    browser = cast.client(cast.agent)
    assert browser.post("/units/enter/", typed(old)).status_code == 422
    assert browser.post("/units/enter/", typed(new)).status_code == 303
    assert cast.client(cast.stranger).post("/units/enter/", typed(other)).status_code == 303


def test_the_code_of_a_case_is_sent_to_its_page_whether_it_exists_or_not(cast: Cast) -> None:
    case = make.submitted(cast)
    real = issue_code(case.parties.get(kind=Party.Kind.EMPLOYER))
    answers = []
    for code in (real, "AAAA-BBBB-CCCC"):
        answer = cast.client(cast.agent).post("/units/enter/", typed(code))
        assert answer.status_code == 422
        answers.append(text(answer).count("请到“输入查办码”页填"))
    assert answers == [2, 2]
    assert not AuditEvent.objects.filter(verb__in=["code_refused", "code_redeemed"]).exists()


def test_the_code_of_a_unit_is_sent_to_its_page_whether_it_exists_or_not(cast: Cast) -> None:
    real = code_for(cast, making.employer())
    for code in (real, "DW22-AAAA-BBBB-CCCC"):
        page = text(enter_case(cast, cast.agent, code).answer)
        assert "请到“输入单位激活码”页填" in page
    assert cast.client(cast.agent).post("/units/enter/", typed(real)).status_code == 303


def test_only_the_agent_whom_the_counter_saw_may_use_the_code(cast: Cast) -> None:
    employer = making.employer()
    code = code_for(cast, employer)
    answer = cast.client(cast.stranger).post("/units/enter/", typed(code))
    assert answer.status_code == 422
    assert "姓名和码上登记的经办人不一致" in text(answer)
    assert cast.client(cast.agent).post("/units/enter/", typed(code)).status_code == 303


def test_guessing_is_locked(cast: Cast) -> None:
    code = code_for(cast, making.employer())
    browser = cast.client(cast.agent)
    for number in range(5):
        browser.post("/units/enter/", typed(f"DW22-WRNG-WRNG-WRN{number}"))
    assert "尝试次数太多" in text(browser.post("/units/enter/", typed(code)))


def test_nothing_happens_without_the_declaration(cast: Cast) -> None:
    answer = cast.client(cast.agent).post(
        "/units/enter/", {"code": code_for(cast, making.employer())}
    )
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_a_second_code_of_an_agent_makes_no_second_mandate(cast: Cast) -> None:
    employer = making.employer()
    for _ in range(2):
        cast.client(cast.agent).post("/units/enter/", typed(code_for(cast, employer)))
    assert Mandate.objects.count() == 1
    assert Outbox.objects.filter(notice="unit_agent_entered").count() == 1


def end_page(employer: Employer, user: User) -> str:
    """Return the address where the mandate of an agent is ended."""
    mandate = Mandate.objects.get(user=user, identity_id=employer.pk, scope=Scope.ALL)
    return f"/units/{employer.pk}/agents/{mandate.pk}/end/"


def test_an_agent_ends_the_mandate_of_another_who_is_shut_out_at_once(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.relative, employer)
    making.agent_for(cast.agent, employer)
    address = end_page(employer, cast.relative)
    browser = cast.client(cast.agent)
    page = text(browser.get(address))
    assert "李大山马上看不到" in page
    assert "没有别的经办人" not in page
    assert browser.post(address).status_code == 303
    other = cast.client(cast.relative)
    assert other.get(f"/units/{employer.pk}/").status_code == 404
    assert employer.name not in text(other.get("/units/"))
    assert Outbox.objects.get(notice="unit_agent_ended", kind="inbox").user_id == cast.relative.pk
    event = AuditEvent.objects.get(verb="mandate_ended")
    assert event.actor_id == cast.agent.pk


def test_ending_twice_is_ending_once(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.relative, employer)
    making.agent_for(cast.agent, employer)
    address = end_page(employer, cast.relative)
    browser = cast.client(cast.agent)
    assert [browser.post(address).status_code for _ in range(2)] == [303, 303]
    assert "已经结束" in text(browser.get(address))
    assert AuditEvent.objects.filter(verb="mandate_ended").count() == 1
    assert Outbox.objects.filter(notice="unit_agent_ended", kind="inbox").count() == 1


def test_the_last_agent_is_told_what_follows_and_may_leave(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    address = end_page(employer, cast.agent)
    browser = cast.client(cast.agent)
    assert "单位没有别的经办人了" in text(browser.get(address))
    answer = browser.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/units/")
    assert browser.get(f"/units/{employer.pk}/").status_code == 404
    assert browser.get(address).status_code == 404


def test_whoever_was_ended_can_enter_again_only_by_a_new_code(cast: Cast, clock: Clock) -> None:
    employer = making.employer()
    browser = cast.client(making.agent_for(cast.agent, employer))
    waiting = code_for(cast, employer)
    browser.post(end_page(employer, cast.agent))
    assert browser.post("/units/enter/", typed(waiting)).status_code == 422
    assert browser.post("/units/enter/", typed(code_for(cast, employer))).status_code == 303
    assert browser.get(f"/units/{employer.pk}/").status_code == 200


def test_a_mandate_of_another_employer_cannot_be_ended(cast: Cast) -> None:
    mine, other = making.employer(), making.employer("另一家有限公司")
    making.agent_for(cast.agent, mine)
    making.agent_for(cast.relative, other)
    theirs = Mandate.objects.get(user=cast.relative)
    answer = cast.client(cast.agent).post(f"/units/{mine.pk}/agents/{theirs.pk}/end/")
    assert answer.status_code == 404


def test_with_the_employer_end_the_cases_that_were_entered_one_by_one(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.relative, employer)
    case = make.investigating(cast)
    Mandate.objects.create(
        user=cast.relative,
        identity=employer.identity,
        case=case,
        party=case.parties.get(kind=Party.Kind.EMPLOYER),
        kind=MandateKind.EMPLOYER_AGENT,
    )
    browser = cast.client(cast.relative)
    assert browser.get(f"/cases/{case.reference}/").status_code == 200
    cast.client(making.agent_for(cast.agent, employer)).post(end_page(employer, cast.relative))
    assert browser.get(f"/cases/{case.reference}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_accounts_with_one_code_at_once_make_one_agent(cast: Cast) -> None:
    employer = making.employer()
    code = code_for(cast, employer)
    twins = [
        User.objects.create_user(phone=f"1370000000{n}", name="赵会计", password=PASSWORD)
        for n in range(4)
    ]
    browsers = [cast.client(user) for user in twins]
    answers = together(browsers, "/units/enter/", typed(code))
    assert sorted(answers) == [303, 422, 422, 422]
    assert Mandate.objects.filter(identity=employer.identity).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_used_while_the_counter_gives_a_new_one_ends_in_order(cast: Cast) -> None:
    employer = making.employer()
    agent, registrar = cast.agent, cast.registrar
    for _ in range(5):
        code = code_for(cast, employer)
        line = threading.Barrier(2)

        def use(code: str = code, line: threading.Barrier = line) -> int:
            try:
                connection.ensure_connection()
                browser = cast.client(agent)
                line.wait(20)
                return browser.post("/units/enter/", typed(code)).status_code
            finally:
                connection.close()

        def give(line: threading.Barrier = line) -> str:
            try:
                connection.ensure_connection()
                line.wait(20)
                return issue_unit_code(employer.identity, agent_name="赵会计", by=registrar)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            used, given = pool.submit(use), pool.submit(give)
            assert used.result() in {303, 422}
            assert given.result().startswith("DW22")
    assert Mandate.objects.filter(user=agent).count() <= 1


@pytest.mark.django_db(transaction=True)
def test_two_agents_who_end_each_other_at_once_leave_one(cast: Cast) -> None:
    employer = making.employer()
    pair = [cast.agent, cast.relative]
    for user in pair:
        making.agent_for(user, employer)
    addresses = [end_page(employer, user) for user in reversed(pair)]
    line = threading.Barrier(2)

    def post(number: int) -> int:
        try:
            connection.ensure_connection()
            browser = cast.client(pair[number])
            line.wait(20)
            return browser.post(addresses[number]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(post, range(2)))
    assert Mandate.objects.filter(to_on=None).count() == 1


def together(browsers: list[Client], address: str, values: dict[str, str]) -> list[int]:
    """Send the same thing from several browsers at the same moment."""
    line = threading.Barrier(len(browsers))

    def post(browser: Client) -> int:
        try:
            connection.ensure_connection()
            line.wait(20)
            return browser.post(address, values).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(post, browsers))
