"""Hours, windows and a closure of the demonstration: invented, and the pages say so."""

from datetime import time, timedelta

from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.home.directory import checks, keeping
from portal.offices.models import Office, OfficeWindow, OpeningSpan

INVENTED = "演示用的时间，不是真的办公时间"
SPANS = ((time(9), time(12)), (time(13, 30), time(17)))
CLOSED = "yutai"


@transaction.atomic
def make_places(keeper: User) -> None:
    """Give every office its hours once, two of them more than that; the quarter's list is open."""
    offices = list(Office.objects.filter(openings=None))
    OpeningSpan.objects.bulk_create(
        OpeningSpan(office=office, weekday=day, opens=opens, closes=closes)
        for office in offices
        for day in range(5)
        for opens, closes in SPANS
    )
    Office.objects.filter(pk__in=[one.pk for one in offices]).update(hours=INVENTED)
    today = clock.today()
    checks.open_quarter(today)
    for office in offices:
        if office.code == "rencheng":
            _describe(office, keeper)
        if office.code == CLOSED:
            office.refresh_from_db()
            first = today + timedelta(days=3)
            keeping.close(
                office,
                by=keeper,
                from_on=first,
                to_on=first + timedelta(days=2),
                reason="大厅检修（演示）",
                instead="市政务服务中心人社综合专区",
            )


def _describe(office: Office, keeper: User) -> None:
    """Let one office be whole: windows, what to bring, access, and verified."""
    OfficeWindow.objects.create(office=office, name="6 到 9 号", floor="二楼", sort=1)
    office.refresh_from_db()
    office.before_visit = "带身份证原件，替别人办的两个人的都带\n材料带原件，窗口当场复印、当场退"
    office.accessibility = "东门有坡道，楼里有电梯"
    office.save()
    keeping.verify(office, way="phone", finding="", seen=None, by=keeper)
