"""Who acts for an employer: how an agent enters, how the right ends, and who hears of it."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal import clock
from portal.accounts.activation import ActivationRefusedError
from portal.accounts.mandates import agents_of, end_agent, grant_agent_mandate, lock_agents
from portal.accounts.models import ActivationCode, Mandate, User
from portal.accounts.models.identity import MandateKind, Scope
from portal.law.words import day_words
from portal.notifications.send import Post, notify_many
from portal.ui.text import normalise
from registration.models import Employer

OTHER_PERSON = (
    "这个账号的姓名和码上登记的经办人不一致。请登记的那位经办人用自己的账号输入；"
    "登记的姓名不对，请到发码的窗口重新领"
)
AGENTS_SHOWN, CODES_SHOWN = 100, 20
PROOF = "窗口核对身份证和单位介绍信后发的激活码，第 {number} 号"


def enter(code: ActivationCode, *, by: User) -> Employer:
    """Give the mandate for which a code was issued; called in the transaction that uses it up."""
    employer = Employer.objects.select_related("identity").get(pk=code.identity_id)
    if normalise(by.name) != normalise(code.agent_name):
        raise ActivationRefusedError(OTHER_PERSON)
    mandate, is_new = grant_agent_mandate(
        by, identity=employer.identity, proof=PROOF.format(number=code.pk)
    )
    if is_new:
        _tell_entered(mandate, employer=employer)
    return employer


def present_agents(employer: Employer) -> QuerySet[Mandate]:
    """Return who acts for an employer today, as its page shows them."""
    return agents_of(employer.pk)[:AGENTS_SHOWN]


def mandate_or_404(employer: Employer, mandate_id: int) -> Mandate:
    """Return the right of an agent of this employer, one that has ended too."""
    return get_object_or_404(
        Mandate.objects.select_related("user"),
        pk=mandate_id,
        identity_id=employer.pk,
        kind=MandateKind.EMPLOYER_AGENT,
        scope=Scope.ALL,
    )


def waiting_codes(employer: Employer) -> QuerySet[ActivationCode]:
    """Return the codes of an employer that wait for their agents."""
    rows = ActivationCode.objects.filter(
        identity_id=employer.pk, used_at=None, expires_on__gte=clock.today()
    )
    return rows.order_by("pk")[:CODES_SHOWN]


@transaction.atomic
def end_by_agent(mandate: Mandate, *, employer: Employer, by: User) -> bool:
    """End a mandate at the wish of an agent, whose own still holds under the lock."""
    lock_agents(employer.pk)
    if not agents_of(employer.pk).filter(user=by).exists():
        return False
    return end(mandate, employer=employer, by=by, reason="单位经办人办理")


@transaction.atomic
def end(mandate: Mandate, *, employer: Employer, by: User, reason: str) -> bool:
    """End a mandate and tell whom it was; once, and say whether it was now."""
    if not end_agent(mandate, by=by, reason=reason):
        return False
    notify_many(
        [
            Post(
                notice="unit_agent_ended",
                key=f"unit-agent-ended:{mandate.pk}",
                user_id=mandate.user_id,
                context={"unit": employer.name, "day": day_words(clock.today())},
                link=reverse("registration:units"),
            )
        ]
    )
    return True


def _tell_entered(mandate: Mandate, *, employer: Employer) -> None:
    """Tell the new agent, and all others of the employer."""
    page = reverse("registration:unit", args=[employer.pk])
    context = {
        "unit": employer.name,
        "agent": mandate.user.name,
        "day": day_words(mandate.from_on),
    }
    others = agents_of(employer.pk).exclude(user=mandate.user_id)
    posts = [
        Post(
            notice="unit_agent_entered",
            key=f"unit-agent:{mandate.pk}:{mandate.user_id}",
            user_id=mandate.user_id,
            context=context,
            link=page,
            channels=("inbox",),
        )
    ]
    posts += [
        Post(
            notice="unit_agent_joined",
            key=f"unit-agent:{mandate.pk}:{user_id}",
            user_id=user_id,
            context=context,
            link=page,
            channels=("inbox",),
        )
        for user_id in others.values_list("user_id", flat=True)
    ]
    notify_many(posts)
