"""Own records need an assured identity: the one mandate that says which person an account is.

It is given at a counter of the agency or by the identity provider. A person has one account at a
time: the mandate of an older one ends, and its holder is told.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from portal import clock
from portal.accounts.identifiers import normalise
from portal.accounts.identities import identity_for
from portal.accounts.models import Identity, Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.accounts.models.user import valid_on
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.notifications.send import notify
from registration.models import Person

PROOFS = {
    Assurance.COUNTER: "经办机构窗口核验证件",
    Assurance.PROVIDER: "统一身份认证",
}
OTHER_ACCOUNT = "本人换用另一个账号"


class SelfRefusedError(Exception):
    """The account does not become this person; nothing of the register is in the message."""


class AnotherSelfError(SelfRefusedError):
    """The account is another person's own already."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Who somebody is by document or by the provider's word."""

    kind: str
    number: str
    name: str


def self_mandates(user: User) -> QuerySet[Mandate]:
    """Return the mandate, valid today, by which an account is a person's own: none or one."""
    return Mandate.objects.filter(
        valid_on(clock.today()), user=user, kind=MandateKind.SELF, scope=Scope.ALL
    )


def own_identity(user: User) -> Identity | None:
    """Return the person that this account was verified to be, or None."""
    mandate = self_mandates(user).select_related("identity__person").first()
    return mandate.identity if mandate else None


@transaction.atomic
def become_self(
    user: User,
    shown: Shown,
    *,
    assurance: Assurance,
    by: User,
    request: HttpRequest,
) -> Mandate:
    """Make an account a person's own, once; raises SelfRefusedError."""
    User.objects.select_for_update().get(pk=user.pk)
    identity = identity_for(kind=shown.kind, number=shown.number, name=shown.name)
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    present = self_mandates(user).first()
    if present is not None and present.identity_id != identity.pk:
        raise AnotherSelfError
    _agree(identity, shown.name)
    if present is not None:
        return present
    _end_older(identity, than=user, by=by, request=request)
    mandate = Mandate.objects.create(
        user=user,
        identity=identity,
        kind=MandateKind.SELF,
        scope=Scope.ALL,
        assurance=assurance,
        proof=PROOFS[assurance],
    )
    record(
        Verb.MANDATE_GIVEN,
        actor=by,
        target=f"user {user.pk}",
        subject_id=identity.pk,
        reason=mandate.proof,
        request=request,
    )
    notify(
        "self_verified",
        key=f"self:{mandate.pk}",
        user_id=user.pk,
        context={"on": clock.today(), "proof": mandate.proof},
        link=reverse("registration:records"),
    )
    return mandate


def refuse(
    user: User, *, by: User, reason: str, request: HttpRequest, subject_id: int | None = None
) -> None:
    """Leave a trace of a person who was not verified."""
    record(
        Verb.SELF_REFUSED,
        actor=by,
        target=f"user {user.pk}",
        subject_id=subject_id,
        reason=reason,
        request=request,
    )


def _agree(identity: Identity, name: str) -> None:
    """Compare the name with the register's; where only others have typed one, the card's holds."""
    person = Person.objects.filter(identity=identity).first()
    if person is None:
        if identity.name != name:
            Identity.objects.filter(pk=identity.pk).update(name=name)
    elif normalise(person.name) != normalise(name):
        raise SelfRefusedError


def _end_older(identity: Identity, *, than: User, by: User, request: HttpRequest) -> None:
    """End the mandates of the person's other accounts at once, and tell their holders."""
    today = clock.today()
    rows = Mandate.objects.filter(
        valid_on(today), identity=identity, kind=MandateKind.SELF, scope=Scope.ALL
    ).exclude(user=than)
    for mandate in rows:
        mandate.to_on = today - timedelta(days=1)
        mandate.save(update_fields=["to_on"])
        record(
            Verb.MANDATE_ENDED,
            actor=by,
            target=f"mandate {mandate.pk}",
            subject_id=identity.pk,
            reason=OTHER_ACCOUNT,
            request=request,
        )
        notify(
            "self_moved",
            key=f"self-moved:{mandate.pk}",
            user_id=mandate.user_id,
            context={"on": today},
            link=reverse("registration:records"),
        )
