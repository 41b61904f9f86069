"""The files of a roster: handed in by a form, handed out again, taken away."""

import io
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.audit.models import AuditEvent
from registration.models import Employer, Employment, RosterRow, RosterUpload
from registration.roster import course, marked, uploads
from registration.roster.reading import Found
from registration.tasks import purge_rosters
from tests.conftest import Clock
from tests.desk import filled, text
from tests.registration import making, rosters
from tests.registration.rosters import page_of, people, states, taken, upload

# The form -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"<html>", "网页"),
        (rosters.workbook(header=("甲", "乙")), "表头"),
        (b"a" * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_nothing_is_kept(
    agent: Client, employer: Employer, data: bytes, sentence: str
) -> None:
    folder = uploads.path_of(uploads.FOLDER)
    before = set(folder.glob("*"))
    page = upload(agent, employer, data)
    assert page.status_code == 422
    assert sentence in page.context["form"].errors["table"][0]
    assert text(page).count(sentence) >= 2
    assert not RosterUpload.objects.exists()
    assert set(folder.glob("*")) == before


def test_the_form_without_a_file_says_so(agent: Client, employer: Employer) -> None:
    address = f"/units/{employer.pk}/roster/"
    page = agent.post(address, filled(agent.get(address)))
    assert page.status_code == 422
    assert "请选择要上传的表格" in text(page)


def test_a_form_sent_twice_is_one_upload(agent: Client, employer: Employer) -> None:
    address = f"/units/{employer.pk}/roster/"
    typed = filled(agent.get(address))
    data = rosters.csv_bytes(people(1))
    for _ in range(2):
        answer = agent.post(address, typed | {"table": SimpleUploadedFile("a.csv", data)})
        assert answer.status_code == 303
    assert RosterUpload.objects.count() == 1


def test_too_many_tables_a_day_are_refused(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "A_DAY", 1)
    taken(agent, employer, rosters.workbook(people(1)))
    page = upload(agent, employer, rosters.workbook(people(1)))
    assert page.status_code == 422
    assert "明天再传" in text(page)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "a\u202exslx.exe", "名" * 300 + ".xlsx", "<b>x</b>.xlsx", "…"]
)
def test_the_name_of_a_file_does_no_harm(agent: Client, employer: Employer, name: str) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)), name)
    page = text(agent.get(page_of(one)))
    assert "<b>x</b>" not in page
    assert "\u202e" not in one.file_name
    assert "/" not in one.file_name or "<" in name


def test_what_stands_in_cells_is_shown_as_text(agent: Client, employer: Employer) -> None:
    rows = [("<script>alert(1)</script>", "{{ 7 }}", "<b>")]
    page = text(agent.get(page_of(taken(agent, employer, rosters.workbook(rows)))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_enrolment_sent_twice_is_done_once(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(2)))
    typed = filled(agent.get(page_of(one, "enrol/")))
    answers = [agent.post(page_of(one, "enrol/"), typed) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [page_of(one, "result/")] * 2
    assert Employment.objects.count() == 2
    assert AuditEvent.objects.filter(verb="roster_enrolled").count() == 1


def test_an_enrolment_without_its_key_is_asked_again(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    assert agent.post(page_of(one, "enrol/"), {}).status_code == 422
    assert not Employment.objects.exists()


# Files ----------------------------------------------------------------------------------------


def sheet_of(answer: Any) -> list[list[Any]]:
    data = io.BytesIO(b"".join(answer.streaming_content))
    return python_calamine.load_workbook(data).get_sheet_by_index(0).to_python()


def test_the_table_comes_back_with_what_is_wrong(agent: Client, employer: Employer) -> None:
    rows = [(*people(1)[0], "甲班"), ("=1+1", "", "@SUM(A1)", "-2")]
    one = taken(agent, employer, rosters.workbook(rows, header=(*rosters.HEADER, "班组")))
    answer = agent.get(page_of(one, "problems/"))
    assert "attachment" in answer.headers["Content-Disposition"]
    table = sheet_of(answer)
    assert table[0] == ["问题", "核对结果", "原表行号", *rosters.HEADER, "班组"]
    assert table[1][1:] == ["可以登记", "2", *rows[0]]
    assert "没有写证件号码" in table[2][0]
    assert table[2][3:] == ["'=1+1", "", "'@SUM(A1)", "'-2"]


@pytest.mark.parametrize("start", marked.FORMULA_STARTS)
def test_no_cell_begins_as_a_formula(start: str) -> None:
    assert marked.harmless(f"{start}cmd") == f"'{start}cmd"


def test_the_returned_table_can_be_corrected_and_handed_in_again(
    agent: Client, employer: Employer
) -> None:
    rows = [*people(1), ("+王五", *people(1, serial=5)[0][1:])]
    one = taken(agent, employer, rosters.workbook(rows))
    data = b"".join(agent.get(page_of(one, "problems/")).streaming_content)
    again = taken(agent, employer, data)
    assert again.people == 2
    assert Found.of(again.found).unused == ["问题", "核对结果", "原表行号"]


def test_the_template_has_text_columns_lists_and_an_example_that_counts_not(
    agent: Client, employer: Employer
) -> None:
    answer = agent.get(f"/units/{employer.pk}/roster/template/")
    page = upload(agent, employer, answer.content, "模板.xlsx")
    assert page.status_code == 422
    assert "下面没有人" in text(page)


def test_the_table_is_gone_after_the_check_and_its_rows_after_thirty_days(
    agent: Client, employer: Employer, clock: Clock
) -> None:
    one = taken(agent, employer, rosters.workbook(people(2)))
    assert one.storage_name == ""
    rosters.enrol(agent, one)
    clock.move(days=30)
    purge_rosters()
    assert RosterUpload.objects.count() == 1
    clock.move(seconds=1)
    purge_rosters()
    assert not RosterUpload.objects.exists()
    assert not RosterRow.objects.exists()
    assert Employment.objects.count() == 2


def test_an_upload_may_be_taken_away(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(2)))
    rosters.enrol(agent, one)
    agent.post(page_of(one, "remove/"))
    assert agent.get(page_of(one)).status_code == 404
    assert "花名册.xlsx" not in text(agent.get(f"/units/{employer.pk}/roster/"))
    one.refresh_from_db()
    assert (one.rows.count(), one.found, one.file_name, one.storage_name) == (0, {}, "", "")
    assert Employment.objects.count() == 2


def test_of_an_upload_that_was_taken_away_nothing_is_left_after_a_day(
    agent: Client, employer: Employer, clock: Clock
) -> None:
    agent.post(page_of(taken(agent, employer, rosters.workbook(people(2))), "remove/"))
    clock.move(hours=23)
    assert uploads.purge() == 0
    clock.move(hours=2)
    assert uploads.purge() == 1
    assert not RosterUpload.objects.exists()


def test_taking_uploads_away_does_not_give_the_day_back(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "A_DAY", 1)
    monkeypatch.setattr(course, "DIFFERING_A_DAY", 1)
    making.person("王实名", number=rosters.number_of(0), born_on="1970-01-01")
    one = taken(agent, employer, rosters.workbook(people(1)))
    assert states(one) == ["wrong"]
    agent.post(page_of(one, "remove/"))
    page = rosters.upload(agent, employer, rosters.workbook(people(1)))
    assert page.status_code == 422
    monkeypatch.setattr(uploads, "A_DAY", 2)
    again = taken(agent, employer, rosters.workbook(people(1)))
    assert (again.state, states(again)) == ("failed", [])


def test_numbers_and_names_are_unreadable_in_the_database(
    agent: Client, employer: Employer
) -> None:
    from django.db import connection  # noqa: PLC0415

    one = taken(agent, employer, rosters.workbook(people(1)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM registration_rosterrow r")
        dump = cursor.fetchone()[0]
        cursor.execute("SELECT row_to_json(r)::text FROM registration_rosterupload r")
        dump += cursor.fetchone()[0]
    assert one.rows.get().content["number"] == rosters.number_of(0)
    assert rosters.number_of(0) not in dump
    assert rosters.name_of(0) not in dump
