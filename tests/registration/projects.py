"""Construction projects for the tests: filed and carried on through the front door."""

import re
from datetime import date
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portal import clock
from portal.cases.models import Case
from registration.models import Employer, Project, ProjectWorker
from tests import reference
from tests.cast import Cast
from tests.desk import Desk, Typed, assert_done, day, filled, text
from tests.registration import making

TODAY = date(2026, 11, 24)
BEGINS = date(2026, 11, 1)
ENDS = date(2027, 10, 31)


def contractor(cast: Cast, name: str = "济宁演示建设有限公司", **changes: Any) -> Employer:
    """Return a construction company of 任城区 with its agent; the rates are loaded."""
    reference.load()
    unit = making.employer(name, **{"industry_code": "E4710"} | changes)
    making.agent_for(cast.agent, unit)
    return unit


def told(**changes: Any) -> Typed:
    """Return what is typed to file a project."""
    return {
        "name": "演示花园三号楼",
        "number": "370811202611240101",
        "place": "370811",
        "address": "演示路与样板路路口",
        "cost": "12345678.99",
        **day("begins_on", BEGINS),
        **day("ends_on", ENDS),
    } | changes


def file(client: Client, unit: Employer, **changes: Any) -> HttpResponse:
    """Open the form, fill it in, send it."""
    url = f"/units/{unit.pk}/projects/new/"
    return client.post(url, filled(client.get(url)) | told(**changes))


def filed(cast: Cast, unit: Employer, **changes: Any) -> Project:
    """Return a project that was just filed by the agent."""
    page = file(cast.client(cast.agent), unit, **changes)
    assert page.status_code == 303, page.context["form"].errors
    found = re.fullmatch(rf"/units/{unit.pk}/projects/(\d+)/", page["Location"])
    assert found
    return Project.objects.select_related("case").get(pk=int(found.group(1)))


def proposed(cast: Cast, project: Project, **typed: Any) -> Case:
    """Let the checker propose approval, or what is typed."""
    page = Desk(cast, cast.registrar).act(
        project.case, "propose", **{"decision": "approve"} | typed
    )
    assert_done(page, project.case)
    return project.case


def insured(cast: Cast, unit: Employer, **changes: Any) -> Project:
    """Return a project that both persons approved."""
    project = filed(cast, unit, **changes)
    proposed(cast, project)
    assert_done(Desk(cast, cast.register_reviewer).act(project.case, "approve"), project.case)
    project.refresh_from_db()
    return project


def pay(cast: Cast, project: Project, **typed: Any) -> HttpResponse:
    """Let the checker enter the whole contribution, or what is typed, as paid."""
    said = {"amount": str(project.contribution), "receipt": "337080261100001234"}
    said |= day("paid_on", clock.today()) | typed
    return Desk(cast, cast.registrar).act(project.case, "record_payment", **said)


def covered(cast: Cast, unit: Employer, **changes: Any) -> Project:
    """Return a project that was approved and paid for."""
    project = insured(cast, unit, **changes)
    assert_done(pay(cast, project), project.case)
    project.refresh_from_db()
    return project


def url(project: Project, more: str = "") -> str:
    """Return the address of a project for its agents."""
    return f"/units/{project.employer_id}/projects/{project.pk}/{more}"


def who(client: Client, project: Project, **typed: Any) -> HttpResponse:
    """Send the first step of adding somebody."""
    address = url(project, "people/add/")
    said = {"kind": "resident_id", "name": "李小满", "number": making.id_number()}
    said |= day("started_on", TODAY) | typed
    return client.post(address, filled(client.get(address)) | said)


def add(client: Client, project: Project, *, team: str = "钢筋班", **typed: Any) -> HttpResponse:
    """Put somebody on the roster, both steps."""
    page = who(client, project, **typed)
    assert page.status_code == 200, page.context["form"].errors
    return client.post(url(project, "people/add/"), filled(page) | {"team": team})


def worker(client: Client, project: Project, **typed: Any) -> ProjectWorker:
    """Return the entry of somebody who was just put on the roster."""
    page = add(client, project, **typed)
    assert page.status_code == 303, page.context["form"].errors
    return ProjectWorker.objects.filter(project=project).latest("pk")


def said(page: HttpResponse) -> str:
    """Return what a page says."""
    return unescape(text(page))
