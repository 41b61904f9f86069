"""Who looked at a person's entry, as the person reads it: offices and roles, never other people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing

from portal.accounts.models import RoleGrant, User
from portal.audit.models import AuditEvent
from portal.audit.verbs import VERB_LABELS, Verb
from portal.ui.dates import civil
from portal.workflow.roles import Role
from registration.keyset import newest
from registration.models import Employer
from registration.records.parts import Sheet

PAGE = 25
SALT = "registration.looks"
EMPLOYER = "employer "


@dataclass(frozen=True)
class Look:
    """One look: when, by whom in what capacity, what was done and why."""

    at: datetime
    who: str
    what: str
    reason: str


def looks_at(person_id: int, *, me: User, after: str = "") -> Sheet:
    """Return the looks at a person, newest first, in few queries whatever their number."""
    place = _read(after)
    found = newest(AuditEvent.objects.filter(subject_id=person_id), before=place, size=PAGE)
    names = _Names(found.lines, me)
    lines = [
        Look(event.at, names.of(event), VERB_LABELS[Verb(event.verb)], event.reason)
        for event in found.lines
    ]
    older = signing.dumps(found.before, salt=SALT) if found.before else ""
    return Sheet(lines, older, place is None)


class _Names:
    """The capacities of all who acted on one page, read at once."""

    def __init__(self, events: Iterable[AuditEvent], me: User) -> None:
        self.me = me
        events = list(events)
        actors = {event.actor_id for event in events if event.actor_id} - {me.pk}
        self.users = User.objects.select_related("office").in_bulk(actors) if actors else {}
        officers = [user.pk for user in self.users.values() if user.is_staff]
        self.grants = list(
            RoleGrant.objects.filter(user__in=officers).select_related("office").order_by("-id")
            if officers
            else ()
        )
        units = {int(event.target.removeprefix(EMPLOYER)) for event in events if _has_unit(event)}
        rows = Employer.objects.filter(pk__in=units).values_list("pk", "name") if units else ()
        self.units: dict[int, str] = dict(rows)

    def of(self, event: AuditEvent) -> str:
        """Return in what capacity somebody looked."""
        if event.actor_id == self.me.pk:
            return "您本人"
        if _has_unit(event):
            unit = self.units.get(int(event.target.removeprefix(EMPLOYER)), "用人单位")
            return f"{unit}的经办人"
        user = self.users.get(event.actor_id or 0)
        if user is None or not user.is_staff:
            return "以您的身份登录的另一个账号" if user else "系统"
        return self._seat(user, civil(event.at))

    def _seat(self, user: User, on: date) -> str:
        """Return the office and role of an officer on a day."""
        held = [
            grant
            for grant in self.grants
            if grant.user_id == user.pk
            and grant.from_on <= on
            and (grant.to_on is None or grant.to_on >= on)
        ]
        office = next((grant.office for grant in held if grant.office), user.office)
        roles = "、".join(Role(grant.role).label for grant in held) or "工作人员"
        return f"{office.full_name}，{roles}" if office else roles


def _has_unit(event: AuditEvent) -> bool:
    return event.target.removeprefix(EMPLOYER).isdecimal()


def _read(text: str) -> int | None:
    try:
        return int(signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
