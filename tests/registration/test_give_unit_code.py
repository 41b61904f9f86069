"""The counter gives an agent a code, prints it, and ends an agent's right."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse

from portal.accounts.models import ActivationCode, Mandate
from portal.audit.models import AuditEvent
from portal.notifications.models import Outbox
from registration.models import Employer
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Typed, day, filled, text
from tests.letters.papers import text_of
from tests.registration import making

SEEN = {"agent_name": "赵会计", "identity_checked": "on", "letter_checked": "on"}
GIVEN = SEEN | day("letter_on", date(2026, 11, 23))


def give(cast: Cast, employer: Employer, **changes: object) -> HttpResponse:
    """Open the form as the registrar, tick what was seen, and send it."""
    browser = cast.client(cast.registrar)
    address = f"/register/{employer.pk}/code/"
    return browser.post(address, filled(browser.get(address)) | GIVEN | changes)


def test_the_code_is_shown_and_opens_the_employer(cast: Cast) -> None:
    employer = making.employer()
    answer = give(cast, employer)
    code = answer.context["code"]
    assert answer.status_code == 200
    assert text(answer).count(code) == 1
    assert "2027年1月23日" in text(answer)
    entered = cast.client(cast.agent).post("/units/enter/", {"code": code, "is_authorised": "on"})
    assert entered.status_code == 303
    issued = AuditEvent.objects.get(verb="code_issued")
    assert issued.actor_id == cast.registrar.pk
    assert "身份证件" in issued.reason
    assert "2026年11月23日" in issued.reason


def test_the_code_stands_nowhere_afterwards(cast: Cast) -> None:
    employer = making.employer()
    code = give(cast, employer).context["code"]
    browser = cast.client(cast.registrar)
    for page in ("", "code/", "changes/"):
        assert code not in text(browser.get(f"/register/{employer.pk}/{page}"))
    assert "赵会计" in text(browser.get(f"/register/{employer.pk}/"))
    stored = ActivationCode.objects.get()
    assert code.replace("-", "") not in stored.code_hash
    assert code not in "".join(AuditEvent.objects.values_list("target", flat=True))


def test_a_double_click_makes_one_code(cast: Cast) -> None:
    employer = making.employer()
    key = str(uuid.uuid4())
    codes = {give(cast, employer, key=key).context["code"] for _ in range(2)}
    assert len(codes) == 1
    assert ActivationCode.objects.count() == 1
    assert AuditEvent.objects.filter(verb="code_issued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_makes_one_code(cast: Cast) -> None:
    employer = making.employer()
    registrar, key = cast.registrar, uuid.uuid4()
    line = threading.Barrier(4)

    def send(_: int) -> str:
        try:
            connection.ensure_connection()
            browser = cast.client(registrar)
            line.wait(20)
            page = browser.post(f"/register/{employer.pk}/code/", GIVEN | {"key": str(key)})
            found = re.search(r"DW22(-\w{4}){3}", text(page))
            return found[0] if found else ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(send, range(4)))
    assert len(codes) == 1
    assert all(codes)
    assert ActivationCode.objects.count() == 1


def test_a_letter_of_tomorrow_is_refused(cast: Cast) -> None:
    answer = give(cast, making.employer(), **day("letter_on", date(2026, 11, 25)))
    assert answer.status_code == 422
    assert "不能晚于今天" in text(answer)


def test_a_form_that_lay_open_shows_its_code_no_more(cast: Cast, clock: Clock) -> None:
    employer = making.employer()
    key = str(uuid.uuid4())
    code = give(cast, employer, key=key).context["code"]
    clock.move(minutes=31)
    late = give(cast, employer, key=key)
    assert late.status_code == 422
    assert code not in text(late)
    assert "码只显示一次" in text(late)
    assert "赵会计" in text(late)
    assert letter(cast, employer, key).status_code == 404


def test_a_used_code_is_shown_no_more(cast: Cast) -> None:
    employer = making.employer()
    key = str(uuid.uuid4())
    code = give(cast, employer, key=key).context["code"]
    cast.client(cast.agent).post("/units/enter/", {"code": code, "is_authorised": "on"})
    assert give(cast, employer, key=key).status_code == 422


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("identity_checked", "请先核对身份证件，再发激活码"),
        ("letter_checked", "请先核对单位介绍信，再发激活码"),
        ("agent_name", "请填写经办人姓名"),
    ],
)
def test_without_card_letter_and_name_there_is_no_code(
    cast: Cast, missing: str, sentence: str
) -> None:
    employer = making.employer()
    browser = cast.client(cast.registrar)
    address = f"/register/{employer.pk}/code/"
    typed: Typed = filled(browser.get(address)) | GIVEN
    typed.pop(missing)
    answer = browser.post(address, typed)
    assert answer.status_code == 422
    assert text(answer).count(sentence) == 2
    assert not ActivationCode.objects.exists()


def letter(cast: Cast, employer: Employer, key: str) -> HttpResponse:
    """Ask for the paper of the code that a form has made."""
    address = f"/register/{employer.pk}/code/letter.pdf"
    return cast.client(cast.registrar).post(address, {"key": key})


def test_the_paper_bears_code_agent_and_unit(cast: Cast, tmp_path: Path) -> None:
    employer = making.employer()
    answer = give(cast, employer)
    key = filled(answer)["key"]
    paper = letter(cast, employer, key)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "no-store" in paper.headers["Cache-Control"]
    words = text_of(paper.content, folder=tmp_path)
    for word in (
        "单位网上办事激活告知书",
        answer.context["code"],
        employer.name,
        employer.credit_code,
        "赵会计",
        "/units/enter/",
        "2027年1月23日",
    ):
        assert word in words


@pytest.mark.parametrize("key", ["", "x", str(uuid.UUID(int=7))])
def test_without_a_fresh_code_there_is_no_paper(cast: Cast, key: str) -> None:
    assert letter(cast, making.employer(), key).status_code == 404


def test_the_paper_of_another_employer_is_not_there(cast: Cast) -> None:
    employer, other = making.employer(), making.employer("另一家有限公司")
    key = filled(give(cast, employer))["key"]
    assert letter(cast, other, key).status_code == 404


@pytest.mark.parametrize(
    "who", ["foreign_registrar", "register_reviewer", "supervisor", "clerk", "agent", "stranger"]
)
def test_nobody_but_the_registrar_of_the_county_gives_codes_and_ends_rights(
    cast: Cast, who: str
) -> None:
    employer = making.employer()
    making.agent_for(cast.relative, employer)
    mandate = Mandate.objects.get()
    browser = cast.client(getattr(cast, who))
    for page in ("code/", "code/letter.pdf", f"agents/{mandate.pk}/end/"):
        address = f"/register/{employer.pk}/{page}"
        assert browser.post(address, GIVEN | {"key": str(uuid.uuid4())}).status_code == 404
    assert not ActivationCode.objects.exists()
    mandate.refresh_from_db()
    assert mandate.to_on is None


def test_an_officer_ends_a_right_with_a_reason(cast: Cast) -> None:
    employer = making.employer()
    making.agent_for(cast.agent, employer)
    mandate = Mandate.objects.get()
    browser = cast.client(cast.registrar)
    address = f"/register/{employer.pk}/agents/{mandate.pk}/end/"
    assert "单位没有别的经办人了" in text(browser.get(address))
    refused = browser.post(address, {"note": "来函"})
    assert refused.status_code == 422
    assert "来函" in text(refused)
    for _ in range(2):
        answer = browser.post(address, {"reason": "left", "note": "单位 11 月 20 日来函"})
        assert answer.status_code == 303
    event = AuditEvent.objects.get(verb="mandate_ended")
    assert event.reason == "经办人已经离开单位：单位 11 月 20 日来函"
    assert event.actor_id == cast.registrar.pk
    assert cast.client(cast.agent).get(f"/units/{employer.pk}/").status_code == 404
    told = Outbox.objects.filter(notice="unit_agent_ended")
    assert {(row.kind, row.user_id) for row in told} == {
        ("inbox", cast.agent.pk),
        ("sms", cast.agent.pk),
    }
    assert "已经结束" in text(browser.get(address))
