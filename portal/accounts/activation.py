"""The one-time code of a served letter: issued once, redeemed once, tells a guesser nothing."""

import re
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest

from portal import clock
from portal.accounts import policy, throttle
from portal.accounts.identifiers import normalise
from portal.accounts.models import ActivationCode, User
from portal.accounts.throttle import Kind, LockedError
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import keyed_digest

if TYPE_CHECKING:
    from portal.cases.models import Party

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
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
    try:
        guess = throttle.begin(Kind.ACTIVATION, account=user.phone_index, request=request)
    except LockedError as error:
        raise ActivationRefusedError(str(error)) from error
    with transaction.atomic():
        row = (
            ActivationCode.objects.select_for_update(of=("self",))
            .select_related("party")
            .filter(code_hash=_digest(normalise(code)))
            .first()
        )
        if row is not None and row.used_at is None and row.expires_on >= clock.today():
            row.used_at = clock.now()
            row.used_by = user
            row.save(update_fields=["used_at", "used_by"])
            record(
                Verb.CODE_REDEEMED,
                actor=user,
                target=f"party {row.party_id}",
                case_id=row.party.case_id,
                request=request,
            )
            if then is not None:
                then(row.party_id)
            guess.succeeded()
            return row.party_id
    throttle.note_lock(guess, request=request, target="activation")
    record(Verb.CODE_REFUSED, actor=user, request=request)
    raise ActivationRefusedError(REFUSED)


def _digest(code: str) -> str:
    return keyed_digest(code, purpose="activation")
