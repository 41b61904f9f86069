"""The pages of a roster: handed in, checked row by row, ticked, entered."""

from typing import Any

import pytest
from django.test import Client

from registration.models import Employer, Employment, Person, RosterUpload
from registration.roster import listing, uploads
from tests.desk import filled, text
from tests.registration import making, rosters
from tests.registration.rosters import page_of, people, problems, states, taken


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
    assert [row.line for row in page.context["sheet"].lines] == [2, 3]
    assert [row.is_chosen for row in page.context["sheet"].lines] == [False, True]


def test_the_pages_lead_through_all_rows_and_back(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    seen, after = [], 0
    while after is not None:
        sheet = listing.page_of(one, state="", after=after)
        seen += [row.line for row in sheet.lines]
        after = sheet.after
    assert seen == [2, 3, 4, 5, 6]
    back = listing.page_of(one, state="", before=6)
    assert ([row.line for row in back.lines], back.before, back.after) == ([4, 5], 4, 5)
    first = listing.page_of(one, state="", before=4)
    assert ([row.line for row in first.lines], first.before) == ([2, 3], None)


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


def test_one_number_is_compared_with_the_register_once_in_a_roster(
    agent: Client, employer: Employer
) -> None:
    making.person("王实名", number=rosters.number_of(0), born_on="1970-01-01")
    _, number, day = people(1)[0]
    rows = [(name, number, day) for name in ("王一", "王二", "王实名")]
    one = taken(agent, employer, rosters.workbook(rows))
    assert states(one) == ["wrong", "duplicate", "duplicate"]
    assert one.differing == 1
    assert "这一行没有再核对" in text(agent.get(page_of(one)))


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
