"""Administrators keep calendar and dated values; running periods follow and say what changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.audit.models import AuditEvent
from portal.cases.models import Case
from portal.deadlines.models import Deadline, Holiday, Parameter
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
IMPORT = "/admin/deadlines/holiday/import/"
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知（演示）"
NOTICE = """日期,安排,名称
2027-01-01,放假,元旦
2027-01-02,放假,元旦
2027-01-03,放假,元旦
2027-01-23,放假,测试假日
2027-01-25,放假,测试假日
2027/02/06,放假,春节
2027年2月20日,补班,春节
"""


@pytest.fixture
def admin(cast: Cast) -> Client:
    """Return the browser of an administrator."""
    return cast.client(cast.administrator)


def sheet(**changes: Any) -> dict[str, Any]:
    return {"year": 2027, "source": SOURCE, "text": NOTICE, **changes}


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_administrators_site_holds_these_tables_and_never_cases(admin: Client) -> None:
    assert {model._meta.label for model in site._registry} == {
        "accounts.User",
        "accounts.RoleGrant",
        "offices.Office",
        "offices.Jurisdiction",
        "offices.County",
        "offices.Town",
        "offices.TownDesk",
        "offices.TownArea",
        "deadlines.Holiday",
        "deadlines.Parameter",
        "injury_claims.Material",
        "registration.OutletBase",
        "registration.RiskRate",
        "registration.IndustryClass",
        "registration.BaseRule",
        "registration.SubsidyRule",
        "registration.SubsidyGround",
    }
    closed = (
        "cases/case",
        "deadlines/deadline",
        "injury_claims/injuryclaim",
        "registration/person",
    )
    for address in closed:
        assert admin.get(f"/admin/{address}/").status_code == 404


@pytest.mark.parametrize("page", ["holiday/", "holiday/import/", "parameter/", "parameter/add/"])
def test_officers_and_citizens_do_not_come_here(cast: Cast, page: str) -> None:
    address = f"/admin/deadlines/{page}"
    assert cast.client(cast.handler).get(address).status_code == 403
    assert cast.client(cast.worker).get(address).status_code == 403
    stranger = Client().get(address)
    assert stranger.status_code == 302
    assert "/login/" in stranger["Location"]


# The calendar ---------------------------------------------------------------------------------


def running(cast: Cast) -> tuple[Case, Deadline]:
    """Return a case accepted on 24 November 2026; 60 days later is Saturday 23 January 2027."""
    case = make.accepted(cast)
    deadline = Deadline.objects.get(case=case, term="determination")
    assert (deadline.raw_end, deadline.due_on) == (date(2027, 1, 23), date(2027, 1, 25))
    assert deadline.is_provisional
    return case, deadline


def test_a_notice_is_shown_before_it_is_taken(admin: Client, cast: Cast) -> None:
    _, deadline = running(cast)
    before = list(Holiday.objects.filter(day__year=2027).values_list("day", "kind"))
    page = text(admin.post(IMPORT, sheet()))
    assert "2027-01-25" in page
    assert "新增：放假" in page
    assert "暂定转为正式：放假" in page
    assert "确认导入并重新计算期限" in page
    assert list(Holiday.objects.filter(day__year=2027).values_list("day", "kind")) == before
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 25)


def test_a_notice_moves_running_periods_and_reports_each(admin: Client, cast: Cast) -> None:
    case, deadline = running(cast)
    page = text(admin.post(IMPORT, sheet(apply="yes")))
    assert case.reference in page
    assert "工伤认定决定期限" in page
    assert "2027-01-26" in page
    deadline.refresh_from_db()
    # The 23rd is a Saturday, the 25th became a day off: the period ends on Tuesday the 26th.
    assert (deadline.due_on, deadline.is_provisional) == (date(2027, 1, 26), False)
    assert deadline.target_on == date(2027, 1, 22)
    case.refresh_from_db()
    review = Deadline.objects.filter(case=case, ended_on__isnull=True, binds_office=True)
    assert case.next_due_on == min(row.due_on for row in review if row.due_on)
    noted = AuditEvent.objects.get(verb="deadline_recomputed", case_id=case.pk)
    assert noted.actor_id == cast.administrator.pk
    assert "2027-01-25 → 2027-01-26" in noted.reason
    assert SOURCE in noted.reason
    edit = AuditEvent.objects.get(verb="admin_edit", target="deadlines.holiday 2027")
    assert "added" in edit.reason


def test_a_notice_replaces_the_whole_year_and_touches_no_other(admin: Client, cast: Cast) -> None:
    others = Holiday.objects.exclude(day__year=2027).count()
    admin.post(IMPORT, sheet(apply="yes"))
    rows = Holiday.objects.filter(day__year=2027)
    assert rows.count() == 7
    assert not rows.filter(is_provisional=True).exists()
    assert set(rows.values_list("source", flat=True)) == {SOURCE}
    assert rows.get(day=date(2027, 2, 20)).kind == "makeup"
    assert Holiday.objects.exclude(day__year=2027).count() == others


def test_the_same_notice_a_second_time_changes_nothing(admin: Client, cast: Cast) -> None:
    running(cast)
    admin.post(IMPORT, sheet(apply="yes"))
    noted = AuditEvent.objects.filter(verb="deadline_recomputed").count()
    assert "与现有的安排完全一致" in text(admin.post(IMPORT, sheet()))
    assert "没有期限因此变化" in text(admin.post(IMPORT, sheet(apply="yes")))
    assert AuditEvent.objects.filter(verb="deadline_recomputed").count() == noted


def test_a_period_that_ended_stays_as_it_was_printed(admin: Client, cast: Cast) -> None:
    _, deadline = running(cast)
    Deadline.objects.filter(pk=deadline.pk).update(ended_on=date(2026, 11, 24), ended_by="met")
    admin.post(IMPORT, sheet(apply="yes"))
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 25)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_usual_encodings(admin: Client, encoding: str) -> None:
    file = SimpleUploadedFile("2027.csv", NOTICE.encode(encoding), "text/csv")
    page = text(admin.post(IMPORT, sheet(text="", file=file)))
    assert "测试假日" in page
    assert "确认导入并重新计算期限" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "2027-13-01,放假,元旦"}, "第 1 行：「2027-13-01」不是日期"),
        ({"text": "2027-01-01,休息,元旦"}, "「休息」不是放假或者补班"),
        ({"text": "2026-01-01,放假,元旦"}, "2026-01-01 不在 2027 年"),
        ({"text": "2027-01-01,放假"}, "应有 3 列"),
        ({"text": "2027-01-04,补班,元旦"}, "2027-01-04 不是周末，不会是补班日"),
        ({"text": "2027-01-01,放假,元旦\n2027-01-01,放假,元旦"}, "第 2 行：2027-01-01 出现了两次"),
        ({"text": "2027-01-01,放假,"}, "名称要填写"),
        ({"text": "日期,安排,名称"}, "没有读到任何日期"),
        ({"text": ""}, "请选择文件，或者粘贴内容"),
        ({"year": 2025}, "只能导入 2026 年到 2028 年的安排"),
        ({"source": ""}, "errorlist"),
        ({"file": SimpleUploadedFile("a.csv", b"\x00\xff\xfe\x00", "text/csv")}, "读不出这个文件"),
        ({"file": SimpleUploadedFile("a.csv", b"1" * 70_000, "text/csv")}, "文件太大"),
    ],
)
def test_a_bad_notice_is_refused_line_by_line(
    admin: Client, changes: dict[str, Any], words: str
) -> None:
    before = list(Holiday.objects.values_list("day", "kind"))
    for file in filter(None, [changes.get("file")]):
        file.seek(0)
    page = text(admin.post(IMPORT, sheet(apply="yes", **changes)))
    assert words in page
    assert list(Holiday.objects.values_list("day", "kind")) == before


def test_a_single_day_off_moves_running_periods(admin: Client, cast: Cast) -> None:
    case, deadline = running(cast)
    day = {"day": "2027-01-25", "kind": "holiday", "name": "补假", "source": "本地通知（演示）"}
    page = text(admin.post("/admin/deadlines/holiday/add/", day, follow=True))
    assert "1 个期限有变化" in page
    assert case.reference in page
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 26)
    deleted = admin.post("/admin/deadlines/holiday/2027-01-25/delete/", {"post": "yes"})
    assert deleted.status_code == 302
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 25)
    changes = AuditEvent.objects.filter(verb="deadline_recomputed", case_id=case.pk)
    assert changes.count() == 2


def test_days_chosen_in_the_list_are_deleted_and_periods_follow(admin: Client, cast: Cast) -> None:
    _, deadline = running(cast)
    Holiday.objects.create(day=date(2027, 1, 25), kind="holiday", name="补假", source="演示")
    chosen = {"action": "delete_selected", "_selected_action": ["2027-01-25"], "post": "yes"}
    Deadline.objects.filter(pk=deadline.pk).update(due_on=date(2027, 1, 26))
    assert admin.post("/admin/deadlines/holiday/", chosen).status_code == 302
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 25)


def test_a_reminder_of_today_survives_a_recomputation(admin: Client, cast: Cast) -> None:
    _, deadline = running(cast)
    # The last reminder before the end is on the target day, which is today and not yet swept.
    Deadline.objects.filter(pk=deadline.pk).update(is_provisional=False)
    admin.post(IMPORT, sheet(apply="yes"))
    deadline.refresh_from_db()
    assert deadline.remind_on is not None
    assert deadline.remind_on > date(2026, 11, 24) - timedelta(days=1)


# Dated values ---------------------------------------------------------------------------------


def value(**changes: Any) -> dict[str, Any]:
    plain = {
        "code": "employer_evidence_days",
        "value": 10,
        "from_on": "2026-12-01",
        "source": "市局规程（演示）",
        "note": "",
    }
    return {**plain, **changes}


def test_a_new_value_applies_from_a_day_to_come(admin: Client) -> None:
    assert admin.post("/admin/deadlines/parameter/add/", value()).status_code == 302
    row = Parameter.objects.get(from_on=date(2026, 12, 1))
    assert (row.code, row.value) == ("employer_evidence_days", 10)
    assert AuditEvent.objects.filter(verb="admin_edit").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from_on": "2026-11-24"}, "已经开始的期间按开始时的数值计算"),
        ({"from_on": "2020-01-01"}, "已经开始的期间按开始时的数值计算"),
        ({"value": 0}, "数值必须大于 0"),
        ({"value": -3}, "数值必须大于 0"),
        ({"code": "anything"}, "errorlist"),
        ({"source": ""}, "errorlist"),
    ],
)
def test_a_value_that_would_reach_back_or_has_no_sense_is_refused(
    admin: Client, changes: dict[str, Any], words: str
) -> None:
    count = Parameter.objects.count()
    assert words in text(admin.post("/admin/deadlines/parameter/add/", value(**changes)))
    assert Parameter.objects.count() == count


def test_a_value_in_force_cannot_be_rewritten(admin: Client, cast: Cast) -> None:
    row = Parameter.objects.get(code="employer_evidence_days")
    address = f"/admin/deadlines/parameter/{row.pk}/change/"
    changes = value(value=99, from_on="2026-12-01", source="已核实（演示）")
    assert admin.post(address, changes).status_code == 302
    kept = (row.value, row.from_on, row.code)
    row.refresh_from_db()
    assert (row.value, row.from_on, row.code) == kept
    assert row.source == "已核实（演示）"
    deletion = admin.post(f"/admin/deadlines/parameter/{row.pk}/delete/", {"post": "yes"})
    assert deletion.status_code == 403


def test_a_value_to_come_may_be_corrected_but_never_into_the_past(admin: Client) -> None:
    admin.post("/admin/deadlines/parameter/add/", value())
    row = Parameter.objects.get(from_on=date(2026, 12, 1))
    address = f"/admin/deadlines/parameter/{row.pk}/change/"
    assert admin.post(address, value(value=12, from_on="2026-12-15")).status_code == 302
    row.refresh_from_db()
    assert (row.value, row.from_on) == (12, date(2026, 12, 15))
    refused = admin.post(address, value(from_on="2026-11-01"))
    assert "已经开始的期间" in text(refused)


def test_the_lists_open(admin: Client) -> None:
    page = text(admin.get("/admin/deadlines/holiday/"))
    assert "导入放假安排" in page
    assert admin.get(IMPORT).status_code == 200
    assert admin.get("/admin/deadlines/parameter/").status_code == 200
    page = text(admin.get("/admin/deadlines/parameter/add/"))
    assert "用人单位举证期限" in page
