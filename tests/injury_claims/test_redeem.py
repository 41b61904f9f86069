"""The employer's entrance by the one-time code of the served notice."""

from datetime import date

import pytest
from django.test import Client

from portal.accounts.models import ActivationCode, Identity, Mandate
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, text
from tests.injury_claims.sides import credit_code, employer_of, enter, serve_notice

SAME = "查办码不对、已用过或已过期"


def test_the_code_opens_its_one_case_with_an_asserted_mandate(cast: Cast) -> None:
    case = make.investigating(cast)
    agent = enter(cast, cast.agent, serve_notice(cast, case))
    assert agent.answer.headers["Location"] == f"/cases/{case.reference}/"
    assert "等您答复和举证" in text(agent.page(case))
    mandate = Mandate.objects.get(user=cast.agent)
    assert (mandate.scope, mandate.assurance, mandate.case_id) == ("one_case", "asserted", case.pk)
    assert employer_of(case).identity == mandate.identity
    assert mandate.identity is not None
    assert mandate.identity.number == credit_code()


def test_a_second_account_with_the_same_credit_code_sees_nothing(cast: Cast) -> None:
    case = make.investigating(cast)
    enter(cast, cast.agent, serve_notice(cast, case))
    other = enter(cast, cast.stranger, "AAAA-AAAA-AAAA")
    assert SAME in text(other.answer)
    assert other.page(case).status_code == 404
    assert case.reference not in text(other.client.get("/me/"))
    assert not Mandate.objects.filter(user=cast.stranger).exists()


def test_the_agent_sees_no_other_case_of_the_same_employer(cast: Cast) -> None:
    first, second = make.investigating(cast), make.investigating(cast)
    agent = enter(cast, cast.agent, serve_notice(cast, first))
    assert agent.page(second).status_code == 404


def test_wrong_used_and_expired_codes_get_the_same_answer(cast: Cast, clock: Clock) -> None:
    used = serve_notice(cast, make.investigating(cast))
    enter(cast, cast.agent, used)
    expired = serve_notice(cast, make.investigating(cast))
    ActivationCode.objects.filter(used_at=None).update(expires_on=date(2026, 11, 23))
    answers = {
        text(enter(cast, cast.stranger, code).answer).count(SAME)
        for code in ("ZZZZ-ZZZZ-ZZZZ", used, expired)
    }
    assert answers == {2}  # once in the summary, once at the field
    assert not Mandate.objects.filter(user=cast.stranger).exists()


def test_a_mistyped_credit_code_does_not_use_the_code_up(cast: Cast) -> None:
    case = make.investigating(cast)
    code = serve_notice(cast, case)
    wrong = credit_code()[:-1] + ("2" if credit_code()[-1] != "2" else "3")
    refused = enter(cast, cast.agent, code, credit_code=wrong)
    assert refused.answer.status_code == 422
    assert "校验位" in text(refused.answer)
    assert code in text(refused.answer)
    assert enter(cast, cast.agent, code).answer.status_code == 302


def test_the_worker_cannot_answer_in_the_employers_place(cast: Cast) -> None:
    case = make.investigating(cast)
    code = serve_notice(cast, case)
    worker = enter(cast, cast.worker, code)
    assert "不能再替这一方办" in text(worker.answer)
    assert enter(cast, cast.agent, code).answer.status_code == 302


def test_the_name_of_an_identity_is_never_changed_by_what_is_typed(cast: Cast) -> None:
    Identity.objects.filter(kind="credit_code").delete()
    enter(cast, cast.agent, serve_notice(cast, make.investigating(cast)), name="真名有限公司")
    enter(cast, cast.agent, serve_notice(cast, make.investigating(cast)), name="别名有限公司")
    assert Identity.objects.get(kind="credit_code").name == "真名有限公司"


def test_guessing_is_locked(cast: Cast) -> None:
    code = serve_notice(cast, make.investigating(cast))
    for number in range(5):
        enter(cast, cast.stranger, f"WRNG-WRNG-WRN{number}")
    locked = enter(cast, cast.stranger, code)
    assert "尝试次数太多" in text(locked.answer)


def test_somebody_without_account_logs_in_first_and_comes_back(db: None) -> None:
    answer = Client().get("/activate/")
    assert answer.headers["Location"] == "/login/?next=/activate/"


@pytest.mark.parametrize("who", ["clerk", "handler"])
def test_officers_do_not_enter_here(cast: Cast, who: str) -> None:
    assert Desk(cast, getattr(cast, who)).client.get("/activate/").status_code == 403
