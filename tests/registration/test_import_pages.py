"""Pages of the import: who may send what, what the page says, how a stopped run goes on."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.attachments import storage
from portal.audit.models import AuditEvent
from portal.notifications import delivery
from portal.notifications.models import Outbox
from portal.offices.models import Office
from portal.workflow.roles import Role
from registration.imports import views
from registration.imports.lists import PAGE
from registration.models import Employer, ImportRow, ImportRun
from tests.cast import Cast
from tests.desk import day, text
from tests.registration import importing
from tests.registration.importing import as_csv, as_json, company

LIST = "/register/imports/"
NEW = "/register/imports/new/"


def send(
    client: Client, data: bytes, *, name: str = "登记信息.csv", follow: bool = True, **typed: Any
) -> HttpResponse:
    """Send the form with a file."""
    fields = {"subject": "employers", "file": SimpleUploadedFile(name, data)}
    on = day("as_of", date(2026, 11, 20))
    return client.post(NEW, fields | on | typed, follow=follow)


def kept_files() -> set[str]:
    """Return the names of the files that wait for their runs."""
    return {path.name for path in storage.path_of("imports").glob("*")}


def runs(cast: Cast, count: int, **changes: Any) -> list[ImportRun]:
    """Put runs into the table that the list reads."""
    start = ImportRun.objects.count()
    values = {"subject": "employers", "office": cast.agency, "as_of": date(2026, 11, 20)}
    return ImportRun.objects.bulk_create(
        ImportRun(**(values | {"file_name": f"{n}.csv", "file_sha256": f"{n:064d}"} | changes))
        for n in range(start, start + count)
    )


def test_a_small_file_is_done_at_once_and_its_report_shown(cast: Cast) -> None:
    page = send(cast.client(cast.registrar), as_csv([company(), company(county="青岛")]))
    assert page.redirect_chain[0][1] == 303
    shown = text(page)
    assert "导入完成" in shown
    assert "县市区“青岛”不是本市的县市区" in shown
    assert Employer.objects.count() == 1
    run = ImportRun.objects.get()
    assert (run.office, run.by, run.file_name) == (cast.agency, cast.registrar, "登记信息.csv")
    event = AuditEvent.objects.get(verb="data_imported")
    assert event.target == f"import {run.pk} employers"
    delivery.run_one_job()
    assert set(Outbox.objects.values_list("state", flat=True)) == {"sent"}
    assert ImportRow.objects.count() == 2


def test_the_same_file_again_shows_the_first_result(cast: Cast) -> None:
    client, data = cast.client(cast.registrar), as_csv([company()])
    send(client, data)
    page = send(client, data)
    assert "已经导入过，下面是那一次的结果" in text(page)
    assert ImportRun.objects.count() == 1


def test_columns_that_were_not_used_are_named(cast: Cast) -> None:
    page = send(cast.client(cast.registrar), as_csv([company(经营范围="卖货")]))
    assert "这些栏目没有用到：经营范围" in text(page)


def test_json_is_taken_too(cast: Cast) -> None:
    send(cast.client(cast.registrar), as_json([company()]), name="a.json")
    assert Employer.objects.count() == 1


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(cast: Cast) -> None:
    before = kept_files()
    page = send(cast.client(cast.registrar), b"PK\x03\x04")
    assert page.status_code == 422
    assert text(page).count("这是 Excel 工作簿") == 2
    assert 'value="2026"' in text(page)
    assert not ImportRun.objects.exists()
    assert kept_files() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": ""}, "请选择数据是什么"),
        ({"as_of_0": "2027"}, "不能晚于今天"),
        ({"as_of_0": ""}, "还缺年"),
        ({"file": ""}, "请选择要上传的文件"),
    ],
)
def test_what_is_missing_is_told(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    page = send(cast.client(cast.registrar), as_csv([company()]), **typed)
    assert page.status_code == 422
    assert sentence in text(page)


def test_an_empty_file_is_refused(cast: Cast) -> None:
    page = send(cast.client(cast.registrar), b"")
    assert page.status_code == 422
    assert "是空的" in text(page)


def test_a_file_above_the_limit_is_refused_with_what_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.attachments.uploads.KEPT_BEYOND_LIMIT", 0)
    monkeypatch.setattr(portal_settings, "MAX_UPLOAD_BYTES", 1000)
    page = send(cast.client(cast.registrar), as_csv(company() for _ in range(20)))
    assert page.status_code == 422
    assert "超过 20 MB，没有收下。请拆成几份" in text(page)


def test_a_file_a_little_above_the_limit_is_refused_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal_settings, "MAX_UPLOAD_BYTES", 1000)
    page = send(cast.client(cast.registrar), as_csv(company() for _ in range(20)))
    assert page.status_code == 422
    assert "超过 20 MB" in text(page)


def test_a_large_file_is_handed_to_the_worker_and_its_progress_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "CHUNK", 2)
    monkeypatch.setattr("registration.imports.run.CHUNK", 2)
    monkeypatch.setattr("registration.imports.run.SLICE", 0)
    client = cast.client(cast.registrar)
    page = send(client, as_csv(company(name=f"济宁{n}有限公司") for n in range(5)))
    assert "后台正在导入" in text(page)
    assert not Employer.objects.exists()
    address = page.redirect_chain[0][0]
    delivery.run_one_job()
    shown = text(client.get(address))
    assert '已处理 <b class="num">2</b> 行，共 <b class="num">5</b> 行' in shown
    while delivery.run_one_job():
        pass
    assert "已完成" in text(client.get(address))
    assert Employer.objects.count() == 5


def test_a_run_whose_worker_died_is_carried_on_by_a_press(cast: Cast, clock: Any) -> None:
    client = cast.client(cast.registrar)
    run = importing.started(as_csv([company()]), by=cast.registrar, office="rencheng-sb").run
    address = f"{LIST}{run.pk}/"
    assert "接着导入" not in text(client.get(address))
    client.post(f"{address}resume/")
    assert not Outbox.objects.exists()
    clock.move(minutes=3)
    assert "接着导入" in text(client.get(address))
    assert "停住了" in text(client.get(LIST))
    page = client.post(f"{address}resume/", follow=True)
    assert "已经交给后台" in text(page)
    client.post(f"{address}resume/")
    assert Outbox.objects.count() == 1
    delivery.run_one_job()
    assert Employer.objects.count() == 1


def test_a_run_that_lost_its_file_says_what_to_do(cast: Cast) -> None:
    run = importing.started(as_csv([company()]), office="rencheng-sb").run
    storage.drop(run.stored_as)
    page = cast.client(cast.registrar).get(f"{LIST}{run.pk}/")
    assert "请把同一份文件再传一次" in text(page)


def test_only_clerks_of_an_agency_see_the_pages(cast: Cast) -> None:
    (run,) = runs(cast, 1)
    elsewhere = cast._officer("desk", "错置经办", Role.REGISTRAR)
    for address in (LIST, NEW, f"{LIST}{run.pk}/"):
        assert cast.client(cast.registrar).get(address).status_code == 200
        for user in (elsewhere, cast.register_reviewer, cast.clerk, cast.stranger):
            assert cast.client(user).get(address).status_code in {403, 404}
    assert cast.client(cast.foreign_registrar).get(f"{LIST}{run.pk}/").status_code == 404
    assert cast.client(cast.foreign_registrar).post(f"{LIST}{run.pk}/resume/").status_code == 404


def test_the_menu_leads_clerks_of_the_agency_there(cast: Cast) -> None:
    assert "数据导入" in text(cast.client(cast.registrar).get("/me/"))
    assert "数据导入" not in text(cast.client(cast.register_reviewer).get("/me/"))


def test_the_citys_agency_sees_all_runs_and_a_county_its_own(cast: Cast) -> None:
    runs(cast, 1, file_name="任城.csv")
    runs(cast, 1, file_name="金乡.csv", office=Office.objects.get(code="jinxiang-sb"))
    city = cast._officer(
        "city", "市级经办", Role.REGISTRAR, office=Office.objects.get(code="shizhi-sb")
    )
    assert {"任城.csv", "金乡.csv"} <= set(_files(cast.client(city).get(LIST)))
    assert _files(cast.client(cast.registrar).get(LIST)) == ["任城.csv"]


def test_the_list_is_read_page_by_page_there_and_back(cast: Cast) -> None:
    made = [run.file_name for run in runs(cast, 2 * PAGE + 3)][::-1]
    client = cast.client(cast.registrar)
    seen, first = _walked(client, LIST)
    assert seen == made
    assert first == made[:PAGE]


def test_the_report_is_filtered_and_read_page_by_page(cast: Cast) -> None:
    (run,) = runs(cast, 1)
    outcomes = ["added", "refused"]
    ImportRow.objects.bulk_create(
        ImportRow(run=run, line=n, outcome=outcomes[n % 2], name=f"单位{n}", text="新增")
        for n in range(2, 4 * PAGE)
    )
    client, address = cast.client(cast.registrar), f"{LIST}{run.pk}/"
    page = client.get(address, {"outcome": "refused"})
    lines = [row.line for row in page.context["lines"]]
    assert lines == list(range(3, 3 + 2 * PAGE, 2))
    page = client.get(address + page.context["page"].older_url)
    assert next(row.line for row in page.context["lines"]) == lines[-1] + 2
    page = client.get(address + page.context["page"].newer_url)
    assert [row.line for row in page.context["lines"]] == lines
    assert page.context["page"].newer_url == ""


@pytest.mark.parametrize("address", ["list", "report"])
def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(cast: Cast, address: str) -> None:
    (run,) = runs(cast, 1, by=cast.registrar)
    client = cast.client(cast.registrar)
    target = LIST if address == "list" else f"{LIST}{run.pk}/"
    client.get(target)
    numbers = []
    for count in (0, 1, 25):
        if address == "list":
            runs(cast, count, by=cast.registrar)
        else:
            top = ImportRow.objects.count()
            ImportRow.objects.bulk_create(
                ImportRow(run=run, line=top + n, outcome="added", name="甲", text="新增")
                for n in range(count)
            )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(target)
        numbers.append(len(seen))
    assert len(set(numbers)) == 1
    assert numbers[0] <= 10


def _files(page: HttpResponse) -> list[str]:
    return [run.file_name for run in page.context["lines"]]


def _walked(client: Client, address: str) -> tuple[list[str], list[str]]:
    """Turn the pages to the end and back; return all lines, and the first page met again."""
    seen: list[str] = []
    page = client.get(address)
    while True:
        seen += _files(page)
        if not page.context["page"].older_url:
            break
        page = client.get(address + page.context["page"].older_url)
    while page.context["page"].newer_url:
        page = client.get(address + page.context["page"].newer_url)
    return seen, _files(page)
