"""The pages of a roster: handed in, checked row by row, ticked, entered."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.audit.models import AuditEvent
from registration.models import Employer, Employment, Person, RosterRow, RosterUpload
from registration.roster import listing, marked, uploads, work
from registration.roster.reading import Found
from registration.tasks import purge_rosters
from tests.cast import Cast
from tests.conftest import Clock
from tests.desk import filled, text
from tests.registration import making, rosters
from tests.registration.rosters import people, problems, states, taken, upload


@pytest.fixture
def employer(cast: Cast) -> Employer:
    """An employer for which the agent acts."""
    one = making.employer()
    making.agent_for(cast.agent, one)
    return one


@pytest.fixture
def agent(cast: Cast, employer: Employer) -> Client:
    """The browser of the agent."""
    return cast.client(cast.agent)


def page_of(one: RosterUpload, part: str = "") -> str:
    return f"/units/{one.employer_id}/roster/{one.pk}/{part}"


def tick(client: Client, one: RosterUpload, *, go: str, lines: list[int], shown: Any = None) -> Any:
    """Send the page with exactly these lines ticked."""
    rows = dict(one.rows.values_list("line", "pk"))
    typed = {
        "go": go,
        "shown": [rows[line] for line in (shown or rows)],
        "row": [rows[line] for line in lines],
    }
    return client.post(page_of(one), typed)


# From the file to the register ----------------------------------------------------------------


def test_a_small_roster_is_checked_at_once_and_nothing_is_saved(
    agent: Client, employer: Employer
) -> None:
    one = taken(agent, employer, rosters.workbook(people(3)))
    assert (one.state, states(one)) == ("checked", ["ready"] * 3)
    assert not Person.objects.exists()
    page = text(agent.get(page_of(one)))
    assert "3 人可以登记" in page
    assert rosters.name_of(0) in page
    assert rosters.number_of(0) not in page


def test_chosen_rows_are_entered_with_all_that_belongs_to_them(
    agent: Client, employer: Employer
) -> None:
    header = (*rosters.HEADER, "工种", "联系电话")
    rows = [(*people(1)[0], "焊工", 13800001234)]
    one = taken(agent, employer, rosters.workbook(rows, header=header))
    answer = rosters.enrol(agent, one)
    assert answer.headers["Location"] == page_of(one, "result/")
    work_ = Employment.objects.get()
    assert (work_.person_name, work_.job, str(work_.started_on)) == (
        rosters.name_of(0),
        "焊工",
        "2026-11-20",
    )
    assert str(work_.insured_from) == "2026-11-25"
    assert work_.person.phone == "13800001234"
    assert states(one) == ["enrolled"]
    assert "登记了 1 人" in text(agent.get(page_of(one, "result/")))


def test_the_same_file_twice_changes_nothing(agent: Client, employer: Employer) -> None:
    data = rosters.workbook(people(3))
    rosters.enrol(agent, taken(agent, employer, data))
    before = list(Employment.objects.order_by("pk").values())
    second = taken(agent, employer, data)
    assert states(second) == ["already"] * 3
    answer = agent.get(page_of(second, "enrol/"), follow=True)
    assert "还没有勾选要登记的人" in text(answer)
    assert list(Employment.objects.order_by("pk").values()) == before


def test_single_rows_may_be_chosen_and_the_rest_later(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(4)))
    tick(agent, one, go="enrol", lines=[3])
    rosters.enrol(agent, one)
    assert states(one) == ["ready", "enrolled", "ready", "ready"]
    tick(agent, one, go="all", lines=[])
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled"] * 4
    assert Employment.objects.count() == 4


def test_ticks_survive_turning_the_page(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    answer = tick(agent, one, go="after:3", lines=[3], shown=[2, 3])
    assert answer.headers["Location"] == page_of(one) + "?after=3"
    tick(agent, one, go="before:4", lines=[4], shown=[4, 5])
    assert list(one.rows.filter(is_chosen=True).values_list("line", flat=True)) == [3, 4, 6]
    page = agent.get(page_of(one), {"before": "4"})
    assert [row.line for row in page.context["sheet"].rows] == [2, 3]
    assert [row.is_chosen for row in page.context["sheet"].rows] == [False, True]


def test_the_pages_lead_through_all_rows_and_back(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    seen, after = [], 0
    while after is not None:
        sheet = listing.sheet(one, state="", after=after)
        seen += [row.line for row in sheet.rows]
        after = sheet.after
    assert seen == [2, 3, 4, 5, 6]
    back = listing.sheet(one, state="", before=6)
    assert ([row.line for row in back.rows], back.before, back.after) == ([4, 5], 4, 5)
    first = listing.sheet(one, state="", before=4)
    assert ([row.line for row in first.rows], first.before) == ([2, 3], None)


def test_all_ticks_may_be_taken_away(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(3)))
    tick(agent, one, go="none", lines=[2, 3, 4])
    assert not one.rows.filter(is_chosen=True).exists()


# What is not entered --------------------------------------------------------------------------


def hide_first(book: Any, sheet: Any) -> None:
    sheet.set_row(1, None, None, {"hidden": True})


def test_a_hidden_row_is_never_entered_in_silence(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(2), dress=hide_first))
    assert states(one) == ["hidden", "ready"]
    assert "没有替您勾选" in text(agent.get(page_of(one)))
    tick(agent, one, go="all", lines=[])
    rosters.enrol(agent, one)
    assert states(one) == ["hidden", "enrolled"]


def test_a_hidden_row_is_entered_when_somebody_ticks_it(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(2), dress=hide_first))
    tick(agent, one, go="enrol", lines=[2])
    assert "您自己勾上的" in text(agent.get(page_of(one, "enrol/")))
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled", "ready"]


def test_a_wrong_or_doubled_row_cannot_be_ticked(agent: Client, employer: Employer) -> None:
    rows = [*people(1), *people(1), ("张三", "370811199001011234", "2026-11-01")]
    one = taken(agent, employer, rosters.workbook(rows))
    assert states(one) == ["ready", "duplicate", "wrong"]
    assert "第 2 行" in problems(one)[1]
    tick(agent, one, go="enrol", lines=[2, 3, 4])
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled", "duplicate", "wrong"]
    assert Employment.objects.count() == 1


def test_a_good_line_after_a_wrong_one_of_the_same_number_is_no_double(
    agent: Client, employer: Employer
) -> None:
    name, number, _ = people(1)[0]
    rows = [(name, number, "明天"), (name, number, "2026-11-01")]
    assert states(taken(agent, employer, rosters.workbook(rows))) == ["wrong", "ready"]


def test_somebody_known_under_another_name_is_told_without_telling_the_name(
    agent: Client, employer: Employer
) -> None:
    making.person("王实名", number=rosters.number_of(0), born_on="1970-01-01")
    one = taken(agent, employer, rosters.workbook(people(1)))
    assert states(one) == ["wrong"]
    assert "和登记的不一样" in problems(one)[0]
    assert "王实名" not in text(agent.get(page_of(one)))


def test_a_roster_is_no_way_to_try_many_names(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registration.roster.course.DIFFERING_A_DAY", 1)
    for n in range(2):
        making.person("王实名", number=rosters.number_of(n), born_on="1970-01-01")
    one = taken(agent, employer, rosters.workbook(people(2)))
    assert (one.state, states(one)) == ("failed", [])
    assert "对不上的人太多" in text(agent.get(page_of(one)))
    assert "王实名" not in text(agent.get(page_of(one)))
    assert not uploads.path_of(one.storage_name or "x").is_file()


def test_work_that_has_not_ended_on_the_first_day_is_there_already(
    agent: Client, employer: Employer
) -> None:
    name, number, _ = people(1)[0]
    rosters.enrol(agent, taken(agent, employer, rosters.workbook(people(1))))
    Employment.objects.update(ended_on="2026-11-24", insured_to=None)
    assert states(taken(agent, employer, rosters.workbook([(name, number, "2026-11-24")]))) == [
        "already"
    ]
    assert states(taken(agent, employer, rosters.workbook([(name, number, "2026-11-25")]))) == [
        "ready"
    ]


def test_whoever_works_elsewhere_may_work_here_too(agent: Client, employer: Employer) -> None:
    other = making.employer("另一家有限公司")
    who = making.person(rosters.name_of(0), number=rosters.number_of(0), born_on="1970-01-01")
    making.employment(who, other)
    one = taken(agent, employer, rosters.workbook(people(1)))
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled"]


def test_a_row_that_is_overtaken_by_time_is_not_entered(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = taken(agent, employer, rosters.workbook(people(2)))
    refusals = iter(["不能登记了", ""])
    monkeypatch.setattr("registration.roster.enrolling.refusal", lambda _: next(refusals))
    rosters.enrol(agent, one)
    assert states(one) == ["wrong", "enrolled"]
    assert problems(one)[0] == "不能登记了"


def test_a_cancelled_employer_takes_nobody(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    typed = filled(agent.get(page_of(one, "enrol/")))
    Employer.objects.filter(pk=employer.pk).update(status="cancelled", closed_on="2026-11-24")
    agent.post(page_of(one, "enrol/"), typed)
    assert states(one) == ["wrong"]
    assert not Employment.objects.exists()
    assert upload_page(agent, employer).status_code == 303


def upload_page(client: Client, employer: Employer) -> Any:
    return client.get(f"/units/{employer.pk}/roster/")


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
    assert not RosterUpload.objects.exists()
    assert Employment.objects.count() == 2


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


# Who may --------------------------------------------------------------------------------------

PARTS = ("", "enrol/", "result/", "problems/", "remove/")


@pytest.mark.parametrize("who", ["stranger", "relative", "registrar", "handler"])
def test_to_everybody_else_a_roster_does_not_exist(
    cast: Cast, agent: Client, employer: Employer, who: str
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    making.agent_for(cast.relative, making.employer("另一家有限公司"))
    client = cast.client(getattr(cast, who))
    addresses = [page_of(one, part) for part in PARTS]
    addresses += [f"/units/{employer.pk}/roster/", f"/units/{employer.pk}/roster/template/"]
    for address in addresses:
        for method in (client.get, client.post):
            assert method(address).status_code in {404, 405}, address
    assert RosterUpload.objects.exists()


def test_another_agent_cannot_reach_it_through_an_own_employer(
    cast: Cast, agent: Client, employer: Employer
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    own = making.employer("另一家有限公司")
    making.agent_for(cast.relative, own)
    client = cast.client(cast.relative)
    for part in PARTS:
        address = f"/units/{own.pk}/roster/{one.pk}/{part}"
        assert client.get(address).status_code in {404, 405}
        assert client.post(address, {"key": str(uuid.uuid4())}).status_code in {404, 405}


def test_somebody_without_log_in_is_asked_to_log_in(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    for part in PARTS:
        answer = Client().post(page_of(one, part))
        assert answer.status_code in {302, 405}


def test_rows_of_another_upload_cannot_be_ticked_through_an_own_one(
    cast: Cast, agent: Client, employer: Employer
) -> None:
    theirs = taken(agent, employer, rosters.workbook(people(1)))
    own = making.employer("另一家有限公司")
    making.agent_for(cast.relative, own)
    client = cast.client(cast.relative)
    mine = taken(client, own, rosters.workbook(people(1, serial=9)))
    rows = [row.pk for row in theirs.rows.all()]
    client.post(page_of(mine), {"go": "keep", "shown": rows, "row": []})
    assert theirs.rows.get().is_chosen


@pytest.mark.parametrize(
    "typed",
    [
        {"go": "after:x"},
        {"go": "before:-1"},
        {"shown": ["x", "9" * 30, "-1"], "row": ["½"]},
        {"show": "nowhere", "from": "²"},
    ],
)
def test_foreign_words_in_the_form_do_no_harm(
    agent: Client, employer: Employer, typed: dict[str, Any]
) -> None:
    one = taken(agent, employer, rosters.workbook(people(1)))
    assert agent.post(page_of(one), typed).status_code == 303
    assert (
        agent.get(page_of(one), {"after": "9" * 40, "before": "x", "show": "y"}).status_code == 200
    )


# Queries --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_asks_the_same_for_one_row_and_for_many(
    agent: Client,
    employer: Employer,
    django_assert_max_num_queries: Callable[..., Any],
    count: int,
) -> None:
    one = taken(agent, employer, rosters.workbook(people(count)))
    with django_assert_max_num_queries(8):
        agent.get(page_of(one))
    with django_assert_max_num_queries(7):
        agent.get(f"/units/{employer.pk}/roster/")


def test_the_list_of_uploads_asks_the_same_when_it_is_empty(
    agent: Client, employer: Employer, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(7):
        page = agent.get(f"/units/{employer.pk}/roster/")
    assert "还没有上传过" in text(page)


def test_a_chunk_is_checked_in_a_handful_of_queries(
    agent: Client, employer: Employer, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rosters.enrol(agent, taken(agent, employer, rosters.workbook(people(20))))
    data = rosters.workbook(people(200))
    with django_assert_max_num_queries(45):
        one = taken(agent, employer, data)
    assert states(one).count("already") == 20
    assert work.SMALL_CHECK >= 200
