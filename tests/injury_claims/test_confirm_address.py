"""Each side confirms where its papers go; the other side does not read it."""

from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, text
from tests.injury_claims.sides import contested, employer_of


def test_address_and_consent_are_kept_for_ones_own_party(cast: Cast) -> None:
    case = make.submitted(cast)
    worker = Desk(cast, cast.worker)
    assert "任城区演示路1号" in text(worker.open(case, "confirm_address"))
    done = worker.act(case, "confirm_address", address="任城区新路8号", electronic="yes")
    assert done.status_code == 303
    party = case.parties.get(kind="worker")
    assert (party.address, party.electronic_service_consent) == ("任城区新路8号", True)
    page = text(worker.page(case))
    assert "任城区新路8号" in page
    assert "电子送达" in page


def test_the_other_side_reads_neither_address_nor_that_it_changed(cast: Cast) -> None:
    case, agent = contested(cast)
    Desk(cast, cast.worker).act(case, "confirm_address", address="任城区暗巷9号", electronic="no")
    for page in (agent.page(case), agent.open(case, "confirm_address")):
        assert "任城区暗巷9号" not in text(page)
    assert "确认了送达地址" not in text(agent.page(case))


def test_the_party_of_the_other_side_cannot_be_named(cast: Cast) -> None:
    case, agent = contested(cast)
    theirs = case.parties.get(kind="worker")
    page = agent.act(
        case, "confirm_address", party=theirs.pk, address="骗来的地址", electronic="no"
    )
    assert page.status_code == 422
    theirs.refresh_from_db()
    assert theirs.address != "骗来的地址"
    assert agent.act(case, "confirm_address", address="单位新址1号").status_code == 303
    assert employer_of(case).address == "单位新址1号"


def test_an_empty_address_is_asked_for(cast: Cast) -> None:
    page = Desk(cast, cast.worker).act(make.submitted(cast), "confirm_address", address=" ")
    assert page.status_code == 422


def test_a_closed_case_needs_no_address(cast: Cast) -> None:
    case = make.submitted(cast)
    worker = Desk(cast, cast.worker)
    worker.act(case, "withdraw", reason="先补办手续", is_voluntary="on")
    assert "现在不能办理" in text(worker.open(case, "confirm_address"))
