"""A town's window for the tests: the office, its clerk, and a clerk's browser at work."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from portal.accounts.models import RoleGrant, User
from portal.offices.models import Office, TownDesk
from portal.workflow.roles import Role
from registration.models import Employer
from tests.cast import SINCE, Cast
from tests.desk import day, filled
from tests.registration import making

JINCHENG = "370811008"
XUZHUANG = "370811002"


def hall(code: str = "jincheng", *, town: str = JINCHENG, **changes: Any) -> Office:
    """Return the window of a town, as an administrator enters it."""
    values = {
        "name": "金城街道窗口",
        "full_name": "金城街道便民服务中心",
        "address": "任城区演示街 5 号",
        "phone": "0537-0000311",
        "hours": "工作日 9:00-17:00",
        "power": "town",
    }
    office = Office.objects.create(code=code, **values | changes)
    TownDesk.objects.create(town_id=town, office=office, from_on=date(2026, 1, 1))
    return office


def clerk_at(office: Office, *, phone: str = "13700000001", name: str = "冯镇办") -> User:
    """Return a clerk of a town's window."""
    user = User.objects.create_staff(phone=phone, name=name, office=office)
    RoleGrant.objects.create(user=user, role=Role.TOWN_CLERK, office=office, from_on=SINCE)
    return user


def unit(name: str = "金城演示食品有限公司", *, town: str = JINCHENG, **changes: Any) -> Employer:
    """Return an employer of a town."""
    return making.employer(name, town_id=town, **changes)


class Window:
    """The browser of a clerk, and the visit that it is at."""

    def __init__(self, cast: Cast, clerk: User) -> None:
        self.client = cast.client(clerk)
        self.visit = ""

    def next_person(self, name: str = "周来办", **typed: Any) -> str:
        """Begin with the next person, and say who it is; return the address of the visit."""
        answer = self.client.post("/counter/new/")
        assert answer.status_code == 303
        self.visit = answer.headers["Location"]
        typed = {"visitor": name, "is_seen": "on", "papers": ["letter"]} | typed
        assert self.client.post(self.visit, typed).status_code == 303
        return self.visit

    def at(self, employer: Employer, page: str = "") -> str:
        """Return the address of an employer's page within the visit."""
        return f"{self.visit}{employer.pk}/{page}"

    def work_form(self, employer: Employer, *, number: str, **typed: Any) -> dict[str, Any]:
        """Go through the first step of adding, and return the last form filled in."""
        who = {"stage": "who", "kind": "resident_id", "number": number, "name": "李小满"}
        who |= day("started_on", date(2026, 11, 20)) | typed
        page = self.client.post(self.at(employer, "add/"), who)
        assert page.status_code == 200, page.context["form"].errors
        return filled(page) | {"job": "装配工", "kind": "employee", "report": "now"}

    def add(self, employer: Employer, *, number: str, **typed: Any) -> HttpResponse:
        """Add a worker from the first step to the last."""
        form = self.work_form(employer, number=number, **typed)
        return self.client.post(self.at(employer, "add/"), form)
