"""Large rosters: checked and entered by the worker, whoever dies or comes at the same time."""

import contextlib
import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.identities import number_index
from registration.entries import AlreadyAtWorkError
from registration.models import Employer, Employment, EmploymentChange, Person, RosterUpload
from registration.roster import checking, course, enrolling, uploads, work
from registration.tasks import purge_rosters, work_on_rosters
from tests.cast import Cast
from tests.desk import text
from tests.registration import making, rosters
from tests.registration.rosters import people, states, taken

COUNT = 330


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in chunks of a hundred."""
    monkeypatch.setattr(course, "CHUNK", 100)


def large(agent: Client, employer: Employer, count: int = COUNT) -> RosterUpload:
    one = taken(agent, employer, rosters.csv_bytes(people(count)), "花名册.csv")
    assert (one.state, one.done) == ("checking", 0)
    return one


def wait_page(agent: Client, one: RosterUpload) -> str:
    return text(agent.get(f"/units/{one.employer_id}/roster/{one.pk}/"))


def test_a_large_roster_is_left_to_the_worker_and_its_page_says_how_far_it_is(
    agent: Client, employer: Employer
) -> None:
    one = large(agent, employer)
    page = wait_page(agent, one)
    assert "正在核对" in page
    assert f'max="{COUNT}" value="0"' in page
    assert "刷新" in page
    work_on_rosters()
    one.refresh_from_db()
    assert (one.state, one.done) == ("checked", COUNT)
    assert f"{COUNT} 人可以登记" in wait_page(agent, one)


def test_without_a_broker_the_timetable_finds_it(agent: Client, employer: Employer) -> None:
    large(agent, employer)  # nobody was told: the broker of the tests cannot be reached
    work_on_rosters()
    work_on_rosters()
    assert RosterUpload.objects.get().state == "checked"


def test_each_chunk_is_seen_while_the_next_one_is_checked(
    agent: Client, employer: Employer, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, seen, write = large(agent, employer), [], course._write

    def watched(*args: Any, **kwargs: Any) -> bool:
        seen.append(RosterUpload.objects.get().done)
        return write(*args, **kwargs)

    monkeypatch.setattr(course, "_write", watched)
    work_on_rosters()
    assert seen == [0, 100, 200, 300]
    assert one.rows.count() == COUNT


class Killed(BaseException):
    """The worker dies: nothing of ours may catch it."""


def dies_after(calls: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose worker dies in the call after so many."""
    left = iter(range(calls))

    def dying(*args: Any, **kwargs: Any) -> Any:
        if next(left, None) is None:
            raise Killed
        return function(*args, **kwargs)

    return dying


def test_the_check_of_a_killed_worker_is_done_again_from_its_last_chunk(
    agent: Client, employer: Employer, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = large(agent, employer)
    with monkeypatch.context() as patched:
        patched.setattr(checking.LineReader, "check", dies_after(250, checking.LineReader.check))
        with pytest.raises(Killed):
            work_on_rosters()
    one.refresh_from_db()
    assert (one.state, one.done, one.rows.count()) == ("checking", 200, 200)
    work_on_rosters()
    one.refresh_from_db()
    assert (one.state, one.done) == ("checked", COUNT)
    assert list(one.rows.order_by("line").values_list("line", flat=True)) == list(
        range(2, COUNT + 2)
    )


def test_what_kills_its_worker_each_time_is_given_up(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = large(agent, employer)
    monkeypatch.setattr(checking.LineReader, "check", dies_after(0, checking.LineReader.check))
    for _ in range(course.ATTEMPTS):
        with pytest.raises(Killed):
            work_on_rosters()
    work_on_rosters()
    one.refresh_from_db()
    assert one.state == "failed"
    assert "请再上传一次" in wait_page(agent, one)


def test_a_table_that_is_lost_is_told(agent: Client, employer: Employer) -> None:
    one = large(agent, employer)
    uploads.drop(one.storage_name)
    work_on_rosters()
    assert "请再上传一次" in wait_page(agent, one)


def test_an_error_in_row_9999_is_found_and_the_others_may_be_entered(
    agent: Client, employer: Employer
) -> None:
    rows = people(10_000)
    rows[9_998] = (rows[9_998][0], "370811199001011234", rows[9_998][2])
    one = taken(agent, employer, rosters.csv_bytes(rows), "花名册.csv")
    while one.state == "checking":
        work_on_rosters()
        one.refresh_from_db()
    assert (one.state, one.done) == ("checked", 10_000)
    wrong = one.rows.get(state="wrong")
    assert wrong.line == 10_000
    assert "校验位" in wrong.content["problems"][0]
    assert enrolling.chosen(one).count() == 9_999


def test_a_number_that_comes_again_in_a_later_chunk_is_a_double(
    agent: Client, employer: Employer, small_chunks: None
) -> None:
    rows = [*people(COUNT), *people(1)]
    one = taken(agent, employer, rosters.csv_bytes(rows), "花名册.csv")
    work_on_rosters()
    assert states(one).count("duplicate") == 1
    assert "第 2 行" in one.rows.get(state="duplicate").content["problems"][0]


# Entering -------------------------------------------------------------------------------------


def test_many_rows_are_entered_by_the_worker(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SMALL_ENROLMENT", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    answer = rosters.enrol(agent, one)
    page = text(agent.get(answer.headers["Location"]))
    assert "正在登记" in page
    assert '还有 <b class="num">5</b> 人' in page
    work_on_rosters()
    assert states(one) == ["enrolled"] * 5
    assert "登记了 5 人" in text(agent.get(answer.headers["Location"]))


@pytest.mark.parametrize("part", ["enter_employments", "_write"])
def test_no_row_is_entered_by_half_when_the_worker_dies(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(work, "SMALL_ENROLMENT", 2)
    monkeypatch.setattr(enrolling, "BATCH", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    rosters.enrol(agent, one)
    with monkeypatch.context() as patched:
        patched.setattr(enrolling, part, dies_after(1, getattr(enrolling, part)))
        with pytest.raises(Killed):
            work_on_rosters()
    assert states(one) == ["enrolled"] * 2 + ["ready"] * 3
    assert (Employment.objects.count(), Person.objects.count()) == (2, 2)
    work_on_rosters()
    assert states(one) == ["enrolled"] * 5
    assert (Employment.objects.count(), Person.objects.count()) == (5, 5)


def test_a_hundred_rows_take_few_statements_and_ten_take_as_many(
    agent: Client, employer: Employer
) -> None:
    taken_up = []
    for serial, count in ((0, 100), (200, 10)):
        one = taken(agent, employer, rosters.workbook(people(count, serial=serial)))
        enrolling.begin(one, key=uuid4())
        with CaptureQueriesContext(connection) as queries:
            assert enrolling._enter_next(RosterUpload.objects.get(pk=one.pk)) == count
        taken_up.append(len(queries))
        assert states(one) == ["enrolled"] * count
    assert taken_up[0] == taken_up[1]
    assert taken_up[0] <= 24


def test_rows_of_every_fate_are_settled_in_one_batch(agent: Client, employer: Employer) -> None:
    one = taken(agent, employer, rosters.workbook(people(6)))
    assert states(one) == ["ready"] * 6
    known, there = rosters.number_of(1), rosters.number_of(2)
    making.person("别名", number=known, born_on=date(1970, 1, 1))
    work_there = making.employment(
        making.person(rosters.name_of(2), number=there, born_on=date(1970, 1, 1)),
        employer,
        started_on=date(2026, 11, 2),
    )
    row = one.rows.get(line=5)
    row.content["person"]["born_on"] = "2012-01-01"
    row.save()
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled", "wrong", "already", "wrong", "enrolled", "enrolled"]
    assert one.rows.get(line=4).employment == work_there
    changes = EmploymentChange.objects.exclude(employment=work_there).order_by("pk")
    assert [(row.what, row.by.name) for row in changes if row.by] == [
        ("noted", "赵会计"),
        ("reported", "赵会计"),
    ] * 3
    assert not Person.objects.filter(identity__number_index=number_index(rosters.number_of(3)))


def test_a_batch_that_somebody_comes_between_is_entered_row_by_row(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = taken(agent, employer, rosters.workbook(people(3)))

    def comes_between(*args: Any, **kwargs: Any) -> Any:
        entered = enter_employments(*args, **kwargs)
        raise IntegrityError(str(len(entered)))

    enter_employments = enrolling.enter_employments
    monkeypatch.setattr(enrolling, "enter_employments", comes_between)
    rosters.enrol(agent, one)
    assert states(one) == ["enrolled"] * 3
    assert (Employment.objects.count(), Person.objects.count()) == (3, 3)
    assert EmploymentChange.objects.count() == 6


def test_while_rows_are_entered_nothing_else_is_done_with_the_upload(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SMALL_ENROLMENT", 2)
    one = taken(agent, employer, rosters.workbook(people(5)))
    rosters.enrol(agent, one)
    address = f"/units/{employer.pk}/roster/{one.pk}/"
    for part, typed in (("", {"go": "none"}), ("remove/", {})):
        assert agent.post(address + part, typed).status_code == 303
    assert agent.get(address + "problems/").status_code == 303
    work_on_rosters()
    assert states(one) == ["enrolled"] * 5


def test_when_the_time_is_up_the_rest_is_left_for_the_next_run(
    agent: Client, employer: Employer, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = large(agent, employer)
    told: list[str] = []
    monkeypatch.setattr(work, "tell_worker", told.append)
    monkeypatch.setattr(work, "BUDGET", 0.0)
    for _ in range(20):
        if one.state == "checked":
            break
        monkeypatch.setattr(work, "go_on", lambda up, seconds: course.run(up, seconds=0.0))
        work.go_on(RosterUpload.objects.get(), seconds=0.0)
        one.refresh_from_db()
    assert (one.state, one.rows.count()) == ("checked", COUNT)


# At the same time -----------------------------------------------------------------------------


def at_once(*things: Callable[[], object]) -> list[BaseException]:
    """Run things in threads that begin together; return what went wrong."""
    gate, wrong = threading.Barrier(len(things)), []

    def run(thing: Callable[[], object]) -> None:
        try:
            gate.wait()
            thing()
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(thing,)) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_two_agents_with_the_same_roster_enter_each_worker_once(
    transactional_db: None, cast: Cast
) -> None:
    one = making.employer()
    making.agent_for(cast.agent, one)
    making.agent_for(cast.relative, one)
    agents = [cast.client(cast.agent), cast.client(cast.relative)]
    data = rosters.workbook(people(20))
    both = [taken(client, one, data) for client in agents]
    wrong = at_once(
        *(
            lambda client=client, up=up: rosters.enrol(client, up)
            for client, up in zip(agents, both, strict=True)
        )
    )
    assert wrong == []
    assert Employment.objects.count() == Person.objects.count() == 20
    found = [sorted(states(up)) for up in both]
    assert sum(row.count("enrolled") for row in found) == 20
    assert sum(row.count("already") for row in found) == 20


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_roster_write_each_row_once(
    transactional_db: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHUNK", 50)
    one = making.employer()
    making.agent_for(cast.agent, one)
    upload = large(cast.client(cast.agent), one)
    runs = [lambda: course.run(RosterUpload.objects.get(pk=upload.pk)) for _ in range(2)]
    assert at_once(*runs, work_on_rosters) == []
    upload.refresh_from_db()
    assert (upload.done, upload.rows.count()) == (COUNT, COUNT)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_enters_each_row_once(transactional_db: None, cast: Cast) -> None:
    one = making.employer()
    making.agent_for(cast.agent, one)
    client = cast.client(cast.agent)
    upload = taken(client, one, rosters.workbook(people(10)))
    address = f"/units/{one.pk}/roster/{upload.pk}/enrol/"
    typed = rosters.filled(client.get(address))
    clients = [cast.client(cast.agent) for _ in range(4)]
    assert at_once(*(lambda c=c: c.post(address, typed) for c in clients)) == []
    assert Employment.objects.count() == 10
    work_on_rosters()
    assert states(upload) == ["enrolled"] * 10


@pytest.mark.django_db(transaction=True)
def test_the_turn_at_an_upload_is_free_when_its_holder_is_gone(
    transactional_db: None, cast: Cast
) -> None:
    one = making.employer()
    making.agent_for(cast.agent, one)
    upload = large(cast.client(cast.agent), one)

    def held() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"roster:{upload.pk}"]
            )
        assert work_elsewhere() is False

    def work_elsewhere() -> bool:
        found: list[bool] = []
        assert at_once(lambda: found.append(work.go_on(upload, seconds=30))) == []
        return found[0]

    assert at_once(held) == []
    assert work_elsewhere() is True


@pytest.mark.django_db(transaction=True)
def test_two_units_with_the_same_new_people_the_other_way_round_do_not_wait_in_a_circle(
    transactional_db: None, cast: Cast
) -> None:
    both = []
    for turn in (1, -1):
        one = making.employer()
        making.agent_for(cast.agent, one)
        rows = people(60)[::turn]
        both.append(taken(cast.client(cast.agent), one, rosters.workbook(rows)))
    for upload in both:
        enrolling.begin(upload, key=uuid4())
    wrong = at_once(*(lambda up=up: enrolling.run(up) for up in both))
    assert wrong == []
    assert Person.objects.count() == 60
    assert Employment.objects.count() == 120


@pytest.mark.django_db(transaction=True)
def test_a_roster_and_somebody_who_adds_its_people_one_by_one_do_not_wait_in_a_circle(
    transactional_db: None, cast: Cast
) -> None:
    one = making.employer()
    making.agent_for(cast.agent, one)
    upload = taken(cast.client(cast.agent), one, rosters.workbook(people(40)))
    enrolling.begin(upload, key=uuid4())

    def one_by_one() -> None:
        for number in reversed(range(40)):
            name, text_of_number = rosters.name_of(number), rosters.number_of(number)
            born_on = date(1970, 1, 1 + number // 400)
            with transaction.atomic():
                person = making.person(name, number=text_of_number, born_on=born_on)
                with contextlib.suppress(AlreadyAtWorkError):
                    making.employment(person, one, started_on=date(2026, 11, 20))

    assert at_once(lambda: enrolling.run(upload), one_by_one) == []
    assert Employment.objects.count() == Person.objects.count() == 40


# Strays ---------------------------------------------------------------------------------------


def test_a_table_that_no_row_knows_is_removed_after_a_day(
    agent: Client, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = large(agent, employer)
    stray = uploads.path_of(f"{uploads.FOLDER}/stray")
    stray.write_bytes(b"x")
    purge_rosters()
    assert stray.exists()
    monkeypatch.setattr(uploads, "STRAY_SECONDS", -1)
    purge_rosters()
    assert not stray.exists()
    assert uploads.path_of(one.storage_name).exists()
