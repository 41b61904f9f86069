"""The quarterly list: each open office is a task, with a last day, until somebody made sure."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from portal.accounts.models import RoleGrant
from portal.accounts.models.user import valid_on
from portal.deadlines import parameters
from portal.deadlines.calendar import working_day_reader
from portal.home.terms import DIRECTORY_CHECK
from portal.notifications.notices import Notice
from portal.notifications.send import Post, notify_many
from portal.offices.models import Office, OfficeCheck
from portal.workflow.roles import Role

SOON = 7  # days
KEEPERS = (Role.DIRECTORY_KEEPER, Role.ADMINISTRATOR)
CHECKS_DUE = Notice(
    "directory_checks",
    "核实办事机构信息",
    "这个季度还有 {count} 处办事机构没有核实，请在{due}前核实地址、电话和办公时间。",
)
CHECKS_LATE = Notice(
    "directory_checks_late",
    "办事机构信息逾期没有核实",
    "还有 {count} 处办事机构没有核实，应在{due}前办完。",
)


def quarter_of(on: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def due_of(opened: date) -> date:
    """Return the last day of a task; that of an office entered later begins with its entry."""
    reader = working_day_reader()
    return DIRECTORY_CHECK.due_on(opened, is_working_day=reader, values=parameters.value_on).due_on


def open_quarter(on: date) -> list[OfficeCheck]:
    """Make the tasks of a quarter that are not there yet, and return those that are to do."""
    quarter = quarter_of(on)
    offices = Office.objects.exclude(retired_on__lte=on)
    known = OfficeCheck.objects.filter(quarter=quarter).values("office")
    missing = offices.exclude(pk__in=known)
    if missing:
        due = due_of(on)
        OfficeCheck.objects.bulk_create(
            [OfficeCheck(office=one, quarter=quarter, due_on=due) for one in missing],
            ignore_conflicts=True,
        )
    return list(to_do(on))


def to_do(on: date) -> QuerySet[OfficeCheck]:
    """Return the tasks of this quarter that wait; those of an office that is no more do not."""
    rows = OfficeCheck.objects.filter(quarter=quarter_of(on), done_at=None)
    return rows.exclude(office__retired_on__lte=on)


def check_of(office: Office, *, on: date) -> OfficeCheck:
    """Return the task of an office in this quarter, done or not; it is made where it is missing."""
    quarter = quarter_of(on)
    found, _ = OfficeCheck.objects.get_or_create(
        office=office, quarter=quarter, defaults={"due_on": due_of(on)}
    )
    return found


def keep(on: date) -> int:
    """Open the quarter and tell the keepers what waits; return how many tasks that is."""
    waiting = open_quarter(on)
    if waiting:
        notify_many(_posts(waiting, on))
    return len(waiting)


def _stage(days: int) -> str:
    """Return which of the four messages is due; each goes out once, however late."""
    if days < 0:
        return "late"
    if days == 0:
        return "last"
    return "soon" if days <= SOON else "open"


def _posts(waiting: list[OfficeCheck], on: date) -> list[Post]:
    due, quarter = min(one.due_on for one in waiting), waiting[0].quarter
    stage = _stage((due - on).days)
    holders = RoleGrant.objects.filter(
        valid_on(on), role=Role.DIRECTORY_KEEPER, user__is_active=True
    )
    return [
        Post(
            notice=(CHECKS_LATE if stage == "late" else CHECKS_DUE).name,
            key=f"directory:{quarter}:{stage}:u{user}",
            user_id=user,
            context={"count": len(waiting), "due": due},
            link=reverse("home:directory"),
            channels=("inbox",),
        )
        for user in set(holders.values_list("user_id", flat=True))
    ]
