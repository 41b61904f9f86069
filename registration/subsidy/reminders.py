"""Before a status ends by which somebody was subsidised, the person is told, once."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from portal import clock
from portal.accounts.mandates import users_of_parties
from portal.cases import clerkship
from portal.cases.models import Party
from portal.notifications.send import notify
from registration.models import FlexibleSubsidy

TOLD_AHEAD = 30
BATCH = 200


def remind() -> int:
    """Tell everybody whose status ends soon; twice, late or interrupted, each is told once."""
    told = 0
    while True:
        count = _remind_some()
        told += count
        if count < BATCH:
            return told


@transaction.atomic
def _remind_some() -> int:
    """Tell some of them in one transaction over rows that nobody else holds."""
    today = clock.today()
    rows = FlexibleSubsidy.objects.select_for_update(of=("self",), skip_locked=True).filter(
        reminded_on=None,
        granted_on__isnull=False,
        ground_until__range=(today, today + timedelta(days=TOLD_AHEAD)),
    )
    found = list(rows.select_related("case__office", "ground").order_by("pk")[:BATCH])
    parties = Party.objects.filter(case__in=[one.pk for one in found], is_applicant=True)
    by_case = {party.case_id: party for party in parties}
    users = users_of_parties({one.pk: one.identity_id for one in parties}, on=today)
    for subsidy in found:
        party = by_case[subsidy.pk]
        _tell(subsidy, party, users.get(party.pk, ()))
        subsidy.reminded_on = today
    FlexibleSubsidy.objects.bulk_update(found, ["reminded_on"])
    return len(found)


def _tell(subsidy: FlexibleSubsidy, party: Party, users: Sequence[int]) -> None:
    case = subsidy.case
    context = {
        "ground": subsidy.ground.name,
        "until": subsidy.ground_until,
        "office": case.office.full_name,
        "phone": case.office.phone_words,
    }
    key = f"subsidy-status:{subsidy.identity_id}:{subsidy.ground_until}"
    if not users:
        notify(
            "subsidy_status_ends", key=key, phone=party.phone, context=context, channels=("sms",)
        )
    for user in dict.fromkeys(users):
        notify(
            "subsidy_status_ends",
            key=f"{key}:u{user}",
            user_id=user,
            context=context,
            link=clerkship.address(case),
        )
