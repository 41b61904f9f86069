"""Answers given to one side of a case: kept in the version of that day, told to who reads it."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from faq.models import Audience, Given, Version
from portal import clock
from portal.accounts.mandates import users_of_parties
from portal.accounts.models import User
from portal.cases.clerkship import addressees
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.notifications.notices import Notice
from portal.notifications.send import Post, notify_many
from portal.workflow.roles import Role

WORKER_SIDE = frozenset({Audience.WORKER.value, Audience.FAMILY.value})
EMPLOYER_SIDE = frozenset({Audience.EMPLOYER.value})
NOTICE = Notice(
    "answer_given",
    "经办人员给您一份说明",
    "关于{reference}，经办人员给您一份说明：{question}打开案件就能看到。",
)


class NotGivenError(Exception):
    """The answer cannot be given; the sentence says why."""


@transaction.atomic
def give(case: Case, version: Version, *, audience: str, by: User) -> Given:
    """Give the people of one side an answer as it stands today, and tell them.

    Raises NotGivenError where that side may not know of the case yet, or has it already.
    """
    roles = {Role.EMPLOYER} if audience in EMPLOYER_SIDE else {Role.APPLICANT, Role.WORKER}
    kind = kind_of(case.kind)
    detail = kind.detail._default_manager.get(pk=case.pk)
    parties = [
        party
        for party in addressees(kind, detail, case.parties.all(), roles)
        if (Role.EMPLOYER in party.roles) == (audience in EMPLOYER_SIDE)
    ]
    if not parties:
        raise NotGivenError("这一方现在还看不到这个案件，不能给")
    try:
        with transaction.atomic():
            given = Given.objects.create(
                case=case, version=version, audience=audience, by=by, on=clock.today()
            )
    except IntegrityError:
        raise NotGivenError("这一版已经给过了") from None
    accounts = users_of_parties({one.pk: one.identity_id for one in parties}, on=clock.today())
    notify_many(
        Post(
            notice=NOTICE.name,
            key=f"given:{given.pk}:u{user}",
            user_id=user,
            context={"reference": case.reference, "question": version.question},
            link=f"/cases/{case.reference}/answers/{given.pk}/",
            channels=("inbox",),
        )
        for user in {user for users in accounts.values() for user in users}
    )
    return given


def given_to(case: Case, *, audiences: Collection[str] = Audience.values) -> QuerySet[Given]:
    """Return what was given in a case in the words of these audiences, newest first."""
    rows = Given.objects.filter(case=case, audience__in=list(audiences))
    return rows.select_related("version__entry__current", "by")
