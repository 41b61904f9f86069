"""The wizard keeps what people type, whatever happens between two pages."""

import gzip
import re
import threading
import time
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import User
from portal.cases.models import Case
from portal.notifications.models import Outbox
from portal.wizard.models import Draft, Rescue
from portal.wizard.overlap import SEEN_FIELD
from portal.wizard.tasks import purge_drafts
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled
from tests.injury_claims.filer import WORKER, Filer, day, errors, text


@pytest.fixture
def filer(cast: Cast) -> Filer:
    """A worker who has begun an application."""
    return Filer(cast.client(cast.worker)).begin()


def kept(filer: Filer) -> Draft:
    """Return the draft, freshly read."""
    assert filer.draft is not None
    return Draft.objects.get(pk=filer.draft.pk)


def test_the_start_page_is_open_to_everybody_and_says_what_to_bring(cast: Cast) -> None:
    page = text(Client().get("/apply/injury-claim/"))
    assert "劳动关系证明" in page
    assert "1年内" in page


def test_to_begin_one_logs_in(cast: Cast) -> None:
    answer = Client().post("/apply/injury-claim/")
    assert answer["Location"].startswith("/login/?next=/apply/injury-claim/")
    assert not Draft.objects.exists()


def test_a_step_skipped_by_typing_its_address_leads_to_the_first_open_one(filer: Filer) -> None:
    answer = filer.client.get(filer.address("materials"), follow=True)
    assert answer.request["PATH_INFO"] == filer.address("basics")
    assert "“材料”还没轮到" in text(answer)


def test_a_skipped_step_cannot_be_posted_either(filer: Filer) -> None:
    answer = filer.post("consent")
    assert answer["Location"] == filer.address("basics")
    assert kept(filer).progress == {}


def test_the_check_page_cannot_be_reached_or_posted_before_its_time(filer: Filer) -> None:
    assert filer.client.get(filer.address("check"))["Location"] == filer.address("basics")
    assert filer.submit()["Location"] == filer.address("basics")
    assert not Case.objects.exists()


def test_a_step_that_the_answers_do_not_ask_for_is_no_page(filer: Filer) -> None:
    filer.walk(to="worker")
    assert filer.client.get(filer.address("filer"))["Location"] == filer.address("worker")


def test_wrong_input_is_kept_as_typed_and_marked_unfinished(filer: Filer) -> None:
    filer.post("basics")
    answer = filer.post("when", **day("happened_on", 2026, 13, 45))
    assert answer.status_code == 422
    assert "错误：" in text(answer)
    assert 'href="#id_happened_on_0"' in text(answer)
    assert kept(filer).progress == {"basics": "answered", "when": "unfinished"}
    assert 'value="13"' in text(filer.client.get(filer.address("when")))


def test_a_draft_goes_on_where_it_was_left_on_another_device(filer: Filer, cast: Cast) -> None:
    filer.walk(to="accident")
    other = cast.client(cast.worker)
    answer = other.get(filer.address(), follow=True)
    assert answer.request["PATH_INFO"] == filer.address("accident")
    back = text(other.get(filer.address("worker")))
    assert 'value="周喆"' in back


def test_going_back_and_saving_again_loses_nothing(filer: Filer) -> None:
    filer.walk(to="accident")
    answer = filer.post("worker", name="周喆喆")
    assert answer["Location"] == filer.address("accident")
    assert kept(filer).answers()["employer"]["name"] == WORKER["employer"]["name"]


def test_from_the_check_page_a_change_leads_back_to_it(filer: Filer) -> None:
    filer.walk()
    answer = filer.post("worker", name="周喆喆")
    assert answer["Location"] == filer.address("check")
    assert "周喆喆" in text(filer.client.get(answer["Location"]))


def test_an_earlier_answer_that_opens_a_new_step_leads_to_it(filer: Filer) -> None:
    filer.walk()
    answer = filer.post("ground", ground="G14_3")
    assert answer["Location"] == filer.address("violence")


def test_the_check_page_validates_every_step_again(filer: Filer, clock: Clock) -> None:
    filer.walk()
    draft = kept(filer)
    draft.data["worker"]["typed"]["id_number"] = ["100101199003077710"]
    draft.save()
    page = text(filer.client.get(filer.address("check")))
    assert "校验位对不上" in page
    assert "提交申请</button>" not in page
    assert filer.submit().status_code == 422
    assert not Case.objects.exists()


def test_save_and_leave_keeps_the_half_written_page(filer: Filer) -> None:
    filer.walk(to="accident")
    answer = filer.post("accident", course="被车", leave="1")
    assert answer["Location"] == "/me/"
    assert kept(filer).progress["accident"] == "unfinished"
    assert kept(filer).typed("accident")["course"] == ["被车"]
    own_page = text(filer.client.get("/me/"))
    assert "2027年1月23日" in own_page  # 2026-11-24 + 60 days


def test_two_windows_on_one_step_lose_nothing_and_show_both_versions(filer: Filer) -> None:
    filer.walk(to="accident")
    mark = filled(filer.client.get(filer.address("accident")))[SEEN_FIELD]
    seen = {SEEN_FIELD: mark}
    assert filer.post("accident", place="东门外的路口", **seen).status_code == 302
    second = filer.post("accident", place="西门外的坡上", **seen)
    assert second.status_code == 409
    assert "这一步刚才在别处保存过" in text(second)
    assert "<dd>东门外的路口</dd>" in text(second)
    assert 'value="西门外的坡上"' in text(second)
    assert kept(filer).typed("accident")["place"] == ["东门外的路口"]
    assert filer.client.post(filer.address("accident"), filled(second)).status_code == 302
    assert kept(filer).typed("accident")["place"] == ["西门外的坡上"]


def test_pressing_save_twice_is_no_conflict(filer: Filer) -> None:
    filer.walk(to="accident")
    mark = filled(filer.client.get(filer.address("accident")))[SEEN_FIELD]
    for _ in range(2):
        assert filer.post("accident", **{SEEN_FIELD: mark}).status_code == 302


def test_an_expired_session_in_the_middle_of_a_step_loses_nothing(filer: Filer, cast: Cast) -> None:
    filer.walk(to="accident")
    filer.client.logout()
    answer = filer.post("accident", place="老厂门口的坡上")
    assert answer["Location"] == f"/login/?next={filer.address('accident')}"
    assert b"\xe8\x80\x81\xe5\x8e\x82" not in raw_rescue()
    again = cast.client(cast.worker)
    page = text(again.get(filer.address("accident")))
    assert "老厂门口的坡上" in page
    assert "您刚才写的都还在" in page
    filer.client = again
    filer.post("accident", place="老厂门口的坡上")
    assert not Rescue.objects.exists()


def raw_rescue() -> bytes:
    """Return what the database holds of the rescued text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM wizard_rescue")
        return str(cursor.fetchone()[0]).encode()


def test_what_was_rescued_is_gone_after_an_hour(filer: Filer, cast: Cast, clock: Clock) -> None:
    filer.walk(to="accident")
    filer.client.logout()
    filer.post("accident", place="老厂门口的坡上")
    clock.move(minutes=61)
    page = text(cast.client(cast.worker).get(filer.address("accident")))
    assert "老厂门口的坡上" not in page
    purge_drafts()
    assert not Rescue.objects.exists()


def test_somebody_else_logged_in_on_the_same_phone_sees_nothing_and_loses_nothing(
    filer: Filer, cast: Cast
) -> None:
    filer.walk(to="accident")
    filer.client = cast.client(cast.stranger)
    answer = filer.post("accident", place="老厂门口的坡上")
    assert answer.status_code == 404
    page = text(cast.client(cast.worker).get(filer.address("accident")))
    assert "老厂门口的坡上" in page


def test_a_stranger_cannot_leave_text_in_a_draft(filer: Filer, cast: Cast) -> None:
    filer.walk(to="accident")
    answer = Client().post(filer.address("accident"), {"place": "假的", "draft_token": "x:y:z"})
    assert answer.status_code == 302
    assert not Rescue.objects.exists()


def test_a_form_from_a_tab_older_than_the_log_in_is_kept_too(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    plain = Filer(cast.client(cast.worker)).begin()
    plain.walk(to="accident")
    client.cookies = plain.client.cookies
    plain.client = client
    answer = plain.post("accident", place="老厂门口的坡上")
    assert answer["Location"] == plain.address("accident")
    page = text(client.get(plain.address("accident")))
    assert "老厂门口的坡上" in page
    assert "您刚才写的都还在" in page


def test_any_other_stale_form_gets_a_page_in_chinese(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/apply/injury-claim/")
    assert answer.status_code == 403
    assert "页面放得太久了" in text(answer)


@pytest.mark.parametrize("page", ["", "basics", "check", "delete"])
def test_a_foreign_draft_is_as_unknown_as_none(filer: Filer, cast: Cast, page: str) -> None:
    stranger = cast.client(cast.stranger)
    foreign = stranger.get(filer.address(page))
    nothing = "00000000-0000-4000-8000-000000000000"
    unknown = stranger.get(filer.address(page).replace(str(kept(filer).pk), nothing))
    assert foreign.status_code == unknown.status_code == 404
    assert unmarked(foreign) == unmarked(unknown)


def unmarked(answer: HttpResponse) -> str:
    """Return a page without its token and without the address that was typed to come there."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text(answer))
    return page.replace(answer.request["PATH_INFO"], "")


def test_a_draft_is_deleted_after_one_more_question(filer: Filer) -> None:
    filer.walk(to="employer")
    assert "找不回来" in text(filer.client.get(filer.address("delete")))
    answer = filer.client.post(filer.address("delete"))
    assert answer["Location"] == "/me/"
    assert not Draft.objects.exists()


def test_a_filed_draft_is_not_deleted(filer: Filer) -> None:
    filer.walk()
    filer.submit()
    assert "/receipt/" in filer.client.post(filer.address("delete"))["Location"]
    assert Draft.objects.filter(case__isnull=False).exists()


def test_every_address_of_a_filed_draft_leads_to_the_receipt(filer: Filer) -> None:
    filer.walk()
    address = filer.submit()["Location"]
    for page in ("", "basics", "check"):
        assert filer.client.get(filer.address(page))["Location"] == address
    assert filer.post("worker")["Location"] == address


def test_a_draft_is_kept_for_sixty_days_after_it_was_last_saved(
    filer: Filer, cast: Cast, clock: Clock
) -> None:
    filer.post("basics")
    assert kept(filer).expires_on == date(2027, 1, 23)
    clock.set("2027-01-23")
    purge_drafts()
    assert Draft.objects.exists()
    assert cast.client(cast.worker).get(filer.address("when")).status_code == 200
    clock.set("2027-01-24")
    assert cast.client(cast.worker).get(filer.address("when")).status_code == 404
    purge_drafts()
    assert not Draft.objects.exists()


def test_the_purge_leaves_a_filed_draft_alone(filer: Filer, clock: Clock) -> None:
    filer.walk()
    filer.submit()
    clock.move(days=100)
    purge_drafts()
    assert Draft.objects.exists()


def test_typed_text_is_unreadable_in_the_database(filer: Filer) -> None:
    filer.walk(to="employer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text, progress::text FROM wizard_draft")
        stored = "".join(cursor.fetchone())
    assert "周喆" not in stored
    assert WORKER["worker"]["id_number"] not in stored


@pytest.mark.parametrize("step", ["basics", "worker", "workplace", "accident", "materials"])
def test_a_step_takes_few_queries(filer: Filer, step: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    filer.walk(to=step)
    with django_assert_max_num_queries(8):
        assert filer.client.get(filer.address(step)).status_code == 200


def test_script_in_a_text_field_is_shown_as_text(filer: Filer) -> None:
    filer.walk(to="accident")
    filer.typed["accident"] |= {"place": "<script>alert(1)</script>车间"}
    page = text(filer.walk())
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    filer.submit()
    receipt = filer.client.get(f"/claims/{Case.objects.get().reference}/receipt/")
    assert "<script>alert(1)" not in text(receipt)


def test_a_million_characters_are_refused_and_the_draft_is_unharmed(filer: Filer) -> None:
    filer.walk(to="accident")
    answer = filer.post("accident", course="长" * 1001)
    assert answer.status_code == 422
    assert "1000" in errors(answer)["course"][0]
    huge = filer.post("accident", course="长" * 500_000)
    assert huge.status_code in {400, 413}
    assert kept(filer).progress["accident"] == "unfinished"


def test_staff_file_nothing(cast: Cast) -> None:
    assert cast.client(cast.clerk).post("/apply/injury-claim/").status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "step", ["basics", "workplace", "accident", "ground", "materials", "check"]
)
def test_a_page_of_the_journey_is_light(filer: Filer, step: str) -> None:
    page = filer.walk(to=step)
    assert len(gzip.compress(page.content)) <= 14 * 1024


@pytest.mark.django_db(transaction=True)
def test_the_receipt_is_shown_while_the_broker_is_away(cast: Cast) -> None:
    filer = Filer(cast.client(cast.worker)).begin()
    filer.walk()
    started = time.monotonic()
    answer = filer.submit()
    assert filer.client.get(answer["Location"]).status_code == 200
    assert time.monotonic() - started < 5
    assert Outbox.objects.filter(notice="claim_filed").exists()


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_make_one_case(cast: Cast) -> None:
    filer = Filer(cast.client(cast.worker)).begin()
    filer.walk()
    user = User.objects.get(pk=cast.worker.pk)
    clients = [cast.client(user) for _ in range(8)]
    gate = threading.Barrier(8)
    answers: list[str] = []

    def press(client: Client) -> None:
        gate.wait()
        try:
            answers.append(client.post(filer.address("check"), {"declared": "on"})["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    case = Case.objects.get()
    assert answers == [f"/claims/{case.reference}/receipt/"] * 8
    assert case.letters.filter(kind="material_receipt").count() == 1


def test_the_count_of_the_stages_is_the_same_from_the_first_page_to_the_last(
    filer: Filer,
) -> None:
    counted = []
    for step in ("basics", "when", "limit", "worker", "ground", "commute", "materials", "check"):
        page = text(filer.walk(to=step))
        stage, total = re.findall(r"第 (\d) 部分，共 (\d) 部分", page)[0]
        counted.append((int(stage), int(total)))
        assert not re.search(r"共 \d+ 步", page)
    assert counted == sorted(counted)
    assert {total for _, total in counted} == {5}


def test_two_drafts_without_a_name_are_told_apart(filer: Filer) -> None:
    other = Filer(filer.client).begin()
    other.post("basics")
    other.post("when")
    page = text(filer.client.get("/apply/injury-claim/"))
    assert "接着填：2026年11月9日（星期一）出的事" in page
    assert re.search(r"接着填：11月24日 \d+:\d\d 开始的", page)
