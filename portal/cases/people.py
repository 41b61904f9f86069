"""Officers of an office by role, for choices of persons."""

from collections.abc import Iterable

from portal import clock
from portal.accounts.models import RoleGrant
from portal.accounts.models.user import valid_on
from portal.cases.visible import CASEWORK
from portal.workflow.roles import Role

Choice = tuple[str, str]


def officers_of(
    office_id: int, *, roles: Iterable[Role] = CASEWORK, without: Iterable[int | None] = ()
) -> list[Choice]:
    """Return id and name with roles of the officers who hold one of the roles today."""
    grants = RoleGrant.objects.filter(
        valid_on(clock.today()),
        office_id=office_id,
        role__in=[role.value for role in roles],
        user__is_active=True,
        user__office_id=office_id,
    ).order_by("user__name", "user_id", "role")
    names: dict[int, str] = {}
    words: dict[int, list[str]] = {}
    for user_id, name, role in grants.values_list("user_id", "user__name", "role"):
        names[user_id] = name
        label = Role(role).label
        if label not in words.setdefault(user_id, []):
            words[user_id].append(label)
    left_out = set(without)
    return [
        (str(user_id), f"{name}（{'、'.join(words[user_id])}）")
        for user_id, name in names.items()
        if user_id not in left_out
    ]
