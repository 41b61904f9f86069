"""The end of somebody's work, told to the worker: whoever is insured no more should know it."""

from collections.abc import Sequence

from django.urls import reverse

from portal import clock
from portal.accounts.models import Mandate
from portal.accounts.models.identity import MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.notifications.send import Post, notify_many
from registration.models import Employment
from registration.people.notices import ENDED


def tell_ended(rows: Sequence[Employment], *, unit: str) -> None:
    """Tell the people whose work for a unit has ended, as far as an account is their own.

    `unit` is the name of the employer of all of them.
    """
    ended = {row.person_id: row for row in rows if row.insured_days is not None}
    accounts = Mandate.objects.filter(
        valid_on(clock.today()), identity__in=ended, kind=MandateKind.SELF, scope=Scope.ALL
    )
    notify_many(
        Post(
            notice=ENDED.name,
            key=f"work_ended:{ended[person].pk}:u{user}",
            user_id=user,
            context={"unit": unit, "on": ended[person].ended_on},
            link=reverse("registration:records"),
        )
        for person, user in accounts.values_list("identity_id", "user_id")
    )
