"""The applicant supplies what the one notice listed, item by item."""

from injury_claims.states import ClaimState as S
from portal.attachments.models import Attachment
from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import Desk, photo, text
from tests.injury_claims.test_my_case import correcting


def codes_of(cast: Cast) -> tuple[object, Desk, list[str]]:
    """Return a case that waits for papers, the worker's browser, and the codes asked for."""
    case = correcting(cast)
    items = make.claim_of(case).items.filter(requested_on__isnull=False)
    return case, Desk(cast, cast.worker), [item.code for item in items]


def test_each_item_has_its_place_and_its_state(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    clock.move(minutes=5)
    page = worker.act(
        case, "supply_correction", upload=codes[0], **{f"file_{codes[0]}": photo("证明.jpg")}
    )
    assert "已收到“证明.jpg”" in text(page)
    assert Attachment.objects.get(case=case, material=codes[0]).original_name == "证明.jpg"
    assert "等您交 1 份材料" in text(worker.page(case))


def test_what_lacks_is_told_and_the_case_stays(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    clock.move(minutes=5)
    page = worker.act(case, "supply_correction", **{f"file_{codes[0]}": photo()})
    assert page.status_code == 422
    label = make.claim_of(case).items.get(code=codes[1]).label
    assert f"还没有补交：{label}" in text(page)
    case.refresh_from_db()
    assert case.state == S.CORRECTING


def test_all_of_them_start_the_review_afresh(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    clock.set("2026-11-30")
    for n, code in enumerate(codes):
        worker.act(case, "supply_correction", upload=code, **{f"file_{code}": photo(shade=n)})
    assert "材料都有了，等您提交" in text(worker.page(case))
    done = worker.act(case, "supply_correction")
    assert done.status_code == 303
    case.refresh_from_db()
    assert case.state == S.SUBMITTED_AGAIN
    running = Deadline.objects.get(case=case, ended_on=None)
    assert running.term == "acceptance_after_correction"
    assert str(running.due_on) == "2026-12-15"  # 30 November and 15 days


def test_files_of_several_items_may_come_with_the_last_button(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    clock.move(minutes=5)
    files = {f"file_{code}": photo(shade=n) for n, code in enumerate(codes)}
    assert worker.act(case, "supply_correction", **files).status_code == 303


def test_a_double_click_supplies_once(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    clock.move(minutes=5)
    for n, code in enumerate(codes):
        page = worker.act(
            case, "supply_correction", upload=code, **{f"file_{code}": photo(shade=n)}
        )
    assert page.status_code == 200
    typed = {"key": page.context["form"]["key"].value()}
    assert worker.send(case, "supply_correction", typed).status_code == 303
    assert worker.send(case, "supply_correction", typed).status_code == 303
    case.refresh_from_db()
    assert case.entries.filter(act="supply_correction").count() == 1


def test_an_item_that_was_not_asked_for_takes_no_file(cast: Cast, clock: Clock) -> None:
    case, worker, codes = codes_of(cast)
    worker.act(case, "supply_correction", upload="worker_id", file_service_proof=photo())
    assert not Attachment.objects.filter(case=case, material="service_proof").exists()
    assert len(codes) == 2


def test_nobody_else_supplies(cast: Cast) -> None:
    case, _, codes = codes_of(cast)
    files = {f"file_{codes[0]}": photo()}
    for user in (cast.stranger, cast.clerk):
        address = f"/cases/{case.reference}/supply_correction/"
        assert Desk(cast, user).client.post(address, files).status_code == 404
    assert not Attachment.objects.filter(case=case).exists()


def test_nothing_is_supplied_that_nobody_asked_for(cast: Cast) -> None:
    case = make.submitted(cast)
    page = Desk(cast, cast.worker).open(case, "supply_correction")
    assert "现在不能办理" in text(page)
