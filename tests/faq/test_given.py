"""An officer gives an answer to one side of a case; it stays as it was on that day."""

from typing import Any

import pytest

from faq.models import Entry, Given
from portal.audit.models import AuditEvent
from portal.cases.models import Case
from portal.notifications.models import Outbox
from tests import factories as make
from tests import reference
from tests.cast import Cast
from tests.desk import Desk, text
from tests.faq.answers import DEATH, HIT, answer, three
from tests.injury_claims.sides import contested

pytestmark = pytest.mark.django_db
OTHER = "算，这是后来改的说法。"


@pytest.fixture(autouse=True)
def known(cast: Cast) -> None:
    """Load the values, and three answers."""
    reference.load()
    three()


def give(desk: Desk, case: Case, code: str = "commute-hit", who: str = "worker") -> Any:
    """Find an answer on the page of a case, and give it."""
    question = {"commute-hit": HIT, "death": DEATH}[code]["question"]
    address = f"/cases/{case.reference}/answers/?q={question}"
    return desk.client.post(address, {"answer": str(Entry.objects.get(code=code).pk), "who": who})


def test_the_worker_reads_what_was_said_even_after_the_answer_has_changed(cast: Cast) -> None:
    case = make.accepted(cast)
    officer, worker = Desk(cast, cast.handler), Desk(cast, cast.worker)
    found = text(officer.client.get(f"/cases/{case.reference}/answers/?q=骑车上班被撞"))
    assert str(HIT["question"]) in found
    assert give(officer, case).status_code == 303
    page = text(officer.page(case, tab="answers"))
    assert str(HIT["question"]) in page
    answer("commute-hit", **HIT | {"short": OTHER})
    given = Given.objects.get()
    page = text(worker.page(case))
    assert f"/cases/{case.reference}/answers/{given.pk}/" in page
    page = text(worker.client.get(f"/cases/{case.reference}/answers/{given.pk}/"))
    assert str(HIT["short"]) in page
    assert "还没有经业务科室核对，以窗口答复为准" in page
    assert OTHER not in page
    assert "看现在的" in page
    assert "网站上后来改过" in text(officer.page(case, tab="answers"))
    assert AuditEvent.objects.filter(verb="answer_given", case_id=case.pk).count() == 1


def test_the_worker_is_told_once_and_the_same_version_is_given_once(cast: Cast) -> None:
    case = make.accepted(cast)
    officer = Desk(cast, cast.handler)
    give(officer, case)
    again = give(officer, case)
    assert again.status_code == 422
    assert "这一版已经给过了" in text(again)
    told = Outbox.objects.filter(notice="answer_given")
    assert [one.user_id for one in told] == [cast.worker.pk]


def test_each_side_reads_its_own(cast: Cast) -> None:
    case, unit = contested(cast)
    officer, worker = Desk(cast, cast.handler), Desk(cast, cast.worker)
    give(officer, case, who="worker")
    give(officer, case, "death", who="employer")
    for_worker, for_unit = Given.objects.order_by("pk")
    addresses = [f"/cases/{case.reference}/answers/{one.pk}/" for one in (for_worker, for_unit)]
    assert worker.client.get(addresses[0]).status_code == 200
    assert worker.client.get(addresses[1]).status_code == 404
    assert unit.client.get(addresses[0]).status_code == 404
    assert unit.client.get(addresses[1]).status_code == 200
    assert str(DEATH["question"]) not in text(worker.page(case))
    assert str(DEATH["question"]) in text(unit.page(case))


def test_an_employer_who_may_not_know_of_the_case_is_given_nothing(cast: Cast) -> None:
    case = make.submitted(cast)
    page = give(Desk(cast, cast.clerk), case, who="employer")
    assert page.status_code == 422
    assert "还看不到这个案件" in text(page)
    assert not Given.objects.exists()
    assert not Outbox.objects.filter(notice="answer_given").exists()


def test_strangers_officers_elsewhere_and_editors_find_nothing(cast: Cast) -> None:
    case = make.accepted(cast)
    give(Desk(cast, cast.handler), case)
    given = Given.objects.get()
    for user in (cast.stranger, cast.foreign_officer, cast.editor, cast.legal_checker):
        client = cast.client(user)
        assert client.get(f"/cases/{case.reference}/answers/{given.pk}/").status_code == 404
        assert client.get(f"/cases/{case.reference}/answers/").status_code == 404
        assert client.get(f"/cases/{case.reference}/").status_code == 404


def test_only_what_was_found_can_be_given(cast: Cast) -> None:
    case = make.accepted(cast)
    officer = Desk(cast, cast.handler)
    entry = Entry.objects.get(code="death")
    page = officer.client.post(
        f"/cases/{case.reference}/answers/", {"answer": str(entry.pk), "who": "worker"}
    )
    assert page.status_code == 422
    assert not Given.objects.exists()
