"""The one-time code of a served letter: issued once, redeemed once, tells a guesser nothing."""

import re
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest

from portal import clock
from portal.accounts import policy, throttle
from portal.accounts.identifiers import normalise
from portal.accounts.models import ActivationCode, Identity, User
from portal.accounts.throttle import Kind, LockedError
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import keyed_digest

if TYPE_CHECKING:
    from portal.cases.models import Party

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
UNIT_PREFIX = "DW22"
FRESH = timedelta(minutes=30)
SHOWN_ONCE = "这张表已经发过码。码只显示一次，要再发请重新打开这一页"
REFUSED_UNIT = "激活码不对、已用过或已过期，请核对告知书上的码；仍不行请到发码的窗口重新领"
REFUSED = "查办码不对、已用过或已过期，请核对文书上的码；仍不行请打承办人电话"


class ActivationRefusedError(Exception):
    """The code opens nothing, or too many were tried; the message is for the person."""


def issue_code(party: "Party", *, expires_on: date | None = None) -> str:
    """Make a code for this party's next letter and return it; older unused ones die."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    with transaction.atomic():
        ActivationCode.objects.filter(party=party, used_at=None).update(
            expires_on=clock.today() - timedelta(days=1)
        )
        ActivationCode.objects.create(
            party=party,
            code_hash=_digest(code),
            expires_on=expires_on or clock.today() + timedelta(days=policy.ACTIVATION_DAYS),
        )
        record(Verb.CODE_ISSUED, target=f"party {party.pk}", case_id=party.case_id)
    return printed(code)


def printed(code: str) -> str:
    """Return the code in groups of four, as it stands in the letter."""
    return "-".join(re.findall(r".{1,4}", code))


def issue_unit_code(
    identity: Identity,
    *,
    agent_name: str,
    expires_on: date | None = None,
    by: User,
    reason: str = "",
    key: UUID | None = None,
) -> str:
    """Make a code by which one named agent comes to act for an organisation in all matters.

    Codes for other agents of the organisation stay; an older unused one of this agent dies. The
    code follows from the key of the form, so that the same form sent twice makes one code; a form
    whose code is used, or not fresh any more, raises ActivationRefusedError.
    """
    code = _unit_code(key or uuid4())
    with transaction.atomic():
        Identity.objects.select_for_update(no_key=True).get(pk=identity.pk)
        if ActivationCode.objects.filter(code_hash=_digest(code)).exists():
            if key is None or fresh_unit_code(identity, key=key) is None:
                raise ActivationRefusedError(SHOWN_ONCE)
            return printed(code)
        ActivationCode.objects.filter(
            identity=identity, agent_name=agent_name, used_at=None
        ).update(expires_on=clock.today() - timedelta(days=1))
        ActivationCode.objects.create(
            identity=identity,
            agent_name=agent_name,
            code_hash=_digest(code),
            expires_on=expires_on or clock.today() + timedelta(days=policy.ACTIVATION_DAYS),
        )
        record(Verb.CODE_ISSUED, actor=by, target=f"identity {identity.pk}", reason=reason)
    return printed(code)


def fresh_unit_code(identity: Identity, *, key: UUID) -> tuple[str, ActivationCode] | None:
    """Return the code that a form has just made, to be printed; later nobody can read it again."""
    code = _unit_code(key)
    row = ActivationCode.objects.filter(
        identity=identity,
        code_hash=_digest(code),
        used_at=None,
        expires_on__gte=clock.today(),
        created_at__gt=clock.now() - FRESH,
    ).first()
    return (printed(code), row) if row else None


def _unit_code(key: UUID) -> str:
    digest = bytes.fromhex(keyed_digest(key.hex, purpose="unit-code"))
    return UNIT_PREFIX + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def redeem(
    code: str,
    user: User,
    *,
    request: HttpRequest,
    then: Callable[[int], object] | None = None,
) -> int:
    """Use a code up and return the id of its party, or raise ActivationRefusedError.

    What must succeed together with it (the mandate) goes into `then`, which gets the party's id;
    the call itself may not stand in a transaction, or a rollback would forget failed guesses.
    """

    def used(row: ActivationCode) -> None:
        if then is not None and row.party_id is not None:
            then(row.party_id)

    row = _use(code, user, request=request, of="party", then=used)
    return row.party_id or 0


def redeem_for_unit(
    code: str, user: User, *, request: HttpRequest, then: Callable[[ActivationCode], object]
) -> ActivationCode:
    """Use the code of an organisation's agent up, or raise ActivationRefusedError.

    `then` gets the code's row in the transaction that uses it up, and gives the mandate.
    """
    return _use(code, user, request=request, of="identity", then=then)


def _use(
    code: str,
    user: User,
    *,
    request: HttpRequest,
    of: str,
    then: Callable[[ActivationCode], object],
) -> ActivationCode:
    try:
        guess = throttle.begin(Kind.ACTIVATION, account=user.phone_index, request=request)
    except LockedError as error:
        raise ActivationRefusedError(str(error)) from error
    with transaction.atomic():
        _lock_identity(code)
        row = (
            ActivationCode.objects.select_for_update(of=("self",))
            .select_related("party", "identity")
            .filter(code_hash=_digest(normalise(code)), **{f"{of}__isnull": False})
            .first()
        )
        if row is not None and row.used_at is None and row.expires_on >= clock.today():
            row.used_at = clock.now()
            row.used_by = user
            row.save(update_fields=["used_at", "used_by"])
            record(
                Verb.CODE_REDEEMED,
                actor=user,
                target=f"{of} {row.party_id or row.identity_id}",
                case_id=row.party.case_id if row.party else None,
                request=request,
            )
            then(row)
            guess.succeeded()
            return row
    throttle.note_lock(guess, request=request, target="activation")
    record(Verb.CODE_REFUSED, actor=user, request=request)
    raise ActivationRefusedError(REFUSED_UNIT if of == "identity" else REFUSED)


def _lock_identity(code: str) -> None:
    """Lock the organisation of a code before the code, as those who issue and end do."""
    rows = ActivationCode.objects.filter(code_hash=_digest(normalise(code)))
    known = rows.values_list("identity_id", flat=True).first()
    if known is not None:
        Identity.objects.select_for_update(no_key=True).get(pk=known)


def _digest(code: str) -> str:
    return keyed_digest(code, purpose="activation")
