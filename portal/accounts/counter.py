"""A lost phone at the counter: who stands there is compared with the account, then the phone moves.

The clerk has seen card and face; nothing is looked up before the code sent to the new phone was
told, so that the page cannot be used to find out who has an account.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import resolve_url

from portal import clock
from portal.accounts.identifiers import normalise
from portal.accounts.identities import number_index
from portal.accounts.models import Identity, RoleGrant, User
from portal.accounts.models.identity import MandateKind
from portal.accounts.models.user import index_of_phone, valid_on
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_phone
from portal.notifications.send import notify
from portal.workflow.roles import Role

REASONS = (
    ("lost", "手机丢了或坏了，号码补不回来"),
    ("given_up", "原号码已停用或换给了别人"),
    ("unreachable", "原号码收不到短信"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the person at the counter says and shows, as the clerk has typed it."""

    name: str
    old_phone: str
    kind: str
    number: str
    phone: str
    reason: str

    @property
    def reason_label(self) -> str:
        """Return the reason in words."""
        return dict(REASONS)[self.reason]

    def values(self) -> dict[str, Any]:
        """Return what is remembered between two pages."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Match:
    """The account that fits, and whether there was a document on file to compare."""

    user: User
    is_compared: bool

    @property
    def words(self) -> str:
        """Return how sure the comparison is."""
        return "与办件中的证件号码一致" if self.is_compared else "系统里没有可以比对的证件号码"


def match(claim: Claim, *, lock: bool = False) -> Match | None:
    """Return the one account that fits in phone, name and document, or None."""
    accounts = User.objects.select_for_update() if lock else User.objects.all()
    index = index_of_phone(claim.old_phone, staff=False)
    user = accounts.filter(phone_index=index, is_staff=False).first()
    if user is None or not user.may_enter(clock.today()):
        return None
    known = list(_own_identities(user))
    if not known:
        return Match(user, is_compared=False) if _same_name(user.name, claim) else None
    index = number_index(claim.number)
    for identity in known:
        same = identity.kind == claim.kind and identity.number_index == index
        if same and (_same_name(user.name, claim) or _same_name(identity.name, claim)):
            return Match(user, is_compared=True)
    return None


@transaction.atomic
def hand_over(claim: Claim, *, clerk: User, request: HttpRequest) -> Match | None:
    """Move the account to the new phone, end its sessions and devices, and tell everybody."""
    found = match(claim, lock=True)
    if found is None:
        return None
    user = found.user
    user.take_phone(claim.phone)
    user.session_epoch += 1
    user.save(update_fields=["phone", "phone_index", "session_epoch"])
    user.devices.all().delete()
    record(
        Verb.PHONE_CHANGED_AT_COUNTER,
        actor=clerk,
        target=f"user {user.pk}",
        reason=f"{clerk.office}窗口；{claim.reason_label}；{found.words}",
        request=request,
    )
    _tell_owner(claim, user, clerk=clerk)
    _tell_supervisors(claim, found, clerk=clerk)
    return found


def _own_identities(user: User) -> QuerySet[Identity]:
    """Return the persons as whom this account has filed or answered for itself."""
    return Identity.objects.filter(mandates__user=user, mandates__kind=MandateKind.SELF).distinct()


def _same_name(name: str, claim: Claim) -> bool:
    """Compare names without spaces and the dots within them."""
    return normalise(name) == normalise(claim.name)


def _tell_owner(claim: Claim, user: User, *, clerk: User) -> None:
    """Tell the inbox, the old phone and the new one."""
    context = {
        "on": clock.today(),
        "office": str(clerk.office),
        "phone": mask_phone(claim.phone),
    }
    key = f"counter-phone:{user.pk}:{user.session_epoch}"
    link = resolve_url("accounts:me")
    name = "phone_changed_at_counter"
    notify(name, key=key, user_id=user.pk, phone=claim.old_phone, context=context, link=link)
    notify(
        name,
        key=f"{key}:new",
        user_id=user.pk,
        phone=claim.phone,
        context=context,
        channels=("sms",),
    )


def _tell_supervisors(claim: Claim, found: Match, *, clerk: User) -> None:
    """Put a note into the inbox of those who answer for this counter."""
    today = clock.today()
    grants = RoleGrant.objects.filter(
        valid_on(today),
        role=Role.SUPERVISOR,
        office=clerk.office_id,
        user__office=clerk.office_id,
    )
    supervisors = {grant.user for grant in grants.select_related("user")}
    context = {
        "clerk": clerk.name,
        "on": today,
        "name": found.user.name,
        "old": mask_phone(claim.old_phone),
        "phone": mask_phone(claim.phone),
        "reason": claim.reason_label,
        "compared": found.words,
    }
    for supervisor in supervisors:
        if not supervisor.may_enter(today):
            continue
        notify(
            "counter_phone_report",
            key=f"counter-report:{found.user.pk}:{found.user.session_epoch}:{supervisor.pk}",
            user_id=supervisor.pk,
            context=context,
            channels=("inbox",),
        )
