"""Courier outlets for the tests, made by the register's own writers."""

from datetime import date
from itertools import count
from typing import Any

from portal.offices.models import County
from registration.models import Employer, Employment, Outlet
from registration.outlets.entries import enter_terminal, mark_courier
from tests.cast import Cast
from tests.registration import making

SINCE = date(2024, 3, 1)
_serial = count(1)


def number() -> str:
    """Return a number of a licence or filing that no other outlet has."""
    return f"鲁邮{next(_serial):08d}"


def courier_unit(cast: Cast, name: str = "济宁演示快递有限公司", **changes: Any) -> Employer:
    """Return a licensed courier unit for which the agent of the cast acts."""
    unit = making.employer(name, **changes)
    making.agent_for(cast.agent, unit)
    mark_courier(unit, number=number(), from_on=SINCE, by=cast.agent)
    return unit


def terminal(unit: Employer, name: str = "演示南门末端网点", **changes: Any) -> Outlet:
    """Return a terminal that is filed under a licensed unit."""
    filed = changes.pop("number", None) or number()
    values = {
        "name": name,
        "county_id": County.objects.get(code="370811").code,
        "address": "任城区演示南门 3 号",
        "from_on": SINCE,
    } | changes
    return enter_terminal(unit, number=filed, by=None, values=values)


def courier(outlet: Outlet, name: str = "邮小虎", **changes: Any) -> Employment:
    """Return present work at an outlet."""
    values = {"kind": "courier", "job": "投递", "outlet": outlet} | changes
    return making.employment(making.person(name), outlet.employer, **values)
