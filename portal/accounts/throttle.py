"""Failures are counted per account and per network, and too many of them lock for a while.

An own table instead of django-axes: codes, second factors and activation codes need the same
counting as passwords, and axes would keep addresses and user names in clear and only count log-ins.
A row is reserved before the secret is compared and taken back on success, so that parallel
guesses cannot slip through between counting and writing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from django.db import connection, transaction
from django.http import HttpRequest

from portal import clock
from portal.accounts import policy
from portal.accounts.models import Attempt
from portal.audit.record import client_address, record
from portal.audit.verbs import Verb
from portal.crypto import blind_index


class Kind(StrEnum):
    """What is being guessed."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SECOND_FACTOR = "second_factor"
    CODE = "code"
    CODE_SENT = "code_sent"
    ACTIVATION = "activation"
    LETTER_CODE = "letter_code"
    COUNTER = "counter"
    PERSON_SEARCH = "person_search"
    EMPLOYER_SEARCH = "employer_search"
    WORKER_CHECK = "worker_check"
    REPORT = "report"
    REPORT_CODE = "report_code"
    SENT = "sent"
    SENT_CODE = "sent_code"
    USEFUL = "useful"
    MISS = "miss"


class Lane(StrEnum):
    """By what failures are added up."""

    PAIR = "pair"
    ACCOUNT = "account"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within the window lock from the last one on."""

    lane: Lane
    failures: int
    window: timedelta = policy.LOCK
    lock: timedelta = policy.LOCK


HOUR = timedelta(hours=1)
LIMITS: dict[Kind, tuple[Limit, ...]] = {
    Kind.CITIZEN: (
        Limit(Lane.PAIR, 5),
        Limit(Lane.ACCOUNT, 20, HOUR),
        Limit(Lane.NETWORK, 100, HOUR),
    ),
    Kind.STAFF: (Limit(Lane.ACCOUNT, 5), Limit(Lane.NETWORK, 50, HOUR)),
    Kind.SECOND_FACTOR: (Limit(Lane.ACCOUNT, 5),),
    Kind.CODE: (Limit(Lane.PAIR, 15), Limit(Lane.NETWORK, 100, HOUR)),
    Kind.ACTIVATION: (
        Limit(Lane.PAIR, 5),
        Limit(Lane.ACCOUNT, 10, timedelta(days=1), HOUR),
        Limit(Lane.NETWORK, 30, HOUR),
    ),
    Kind.LETTER_CODE: (Limit(Lane.NETWORK, 30, HOUR),),
    Kind.COUNTER: (Limit(Lane.ACCOUNT, 5, timedelta(days=1), HOUR),),
    Kind.PERSON_SEARCH: (Limit(Lane.ACCOUNT, 20, HOUR, HOUR),),
    Kind.EMPLOYER_SEARCH: (Limit(Lane.ACCOUNT, 30, HOUR), Limit(Lane.NETWORK, 300, HOUR)),
    Kind.REPORT: (Limit(Lane.NETWORK, 20, HOUR, HOUR),),
    Kind.REPORT_CODE: (Limit(Lane.NETWORK, 20, HOUR, HOUR),),
    Kind.SENT: (Limit(Lane.NETWORK, 20, HOUR, HOUR),),
    Kind.SENT_CODE: (Limit(Lane.NETWORK, 20, HOUR, HOUR),),
    Kind.USEFUL: (Limit(Lane.NETWORK, 60, HOUR, HOUR),),
    Kind.MISS: (Limit(Lane.NETWORK, 120, HOUR, HOUR),),
    Kind.WORKER_CHECK: (Limit(Lane.ACCOUNT, 10, timedelta(days=1), HOUR),),
}


class LockedError(Exception):
    """Too many failures; says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        """Remember the rest of the lock."""
        self.minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"尝试次数太多，请 {self.minutes} 分钟后再试")


@dataclass(frozen=True, slots=True)
class Reservation:
    """A guess that counts as failed until it is taken back."""

    row: Attempt

    def succeeded(self) -> None:
        """Take the guess back, and forget the failures of this account from this network."""
        Attempt.objects.filter(
            kind=self.row.kind, account=self.row.account, network=self.row.network
        ).delete()


def network_of(request: HttpRequest) -> str:
    """Return the index of the client's network: an IPv4 address, or the half of an IPv6 one."""
    address = client_address(request)
    if address is None:
        return blind_index("unknown", purpose="network")
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        address = str(IPv6Address(int(parsed) >> 64 << 64))
    return blind_index(address, purpose="network")


def begin(kind: Kind, *, account: str, request: HttpRequest) -> Reservation:
    """Reserve one guess, or raise LockedError without counting it."""
    row = Attempt(kind=kind, account=account, network=network_of(request))
    with transaction.atomic(durable=True):
        take_turn(f"{kind}:{account}")
        wait = max((_wait(limit, row) for limit in LIMITS[kind]), default=timedelta())
        if wait <= timedelta():
            row.save()
            return Reservation(row)
    raise LockedError(wait)


def note_lock(reservation: Reservation, *, request: HttpRequest, target: str) -> None:
    """Leave a trace in the audit when this failure was the one that locks."""
    row = reservation.row
    if any(_wait(limit, row) > timedelta() for limit in LIMITS[Kind(row.kind)]):
        record(Verb.LOCKED, target=target, reason=row.kind, request=request)


def take_turn(name: str) -> None:
    """Wait until no other transaction counts the same thing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def purge(*, before: datetime) -> int:
    """Delete failures nobody counts any more."""
    return Attempt.objects.filter(at__lt=before).delete()[0]


def _wait(limit: Limit, row: Attempt) -> timedelta:
    """Return how long this lane stays locked; nothing or less when it is open."""
    failures = Attempt.objects.filter(kind=row.kind)
    if limit.lane != Lane.NETWORK:
        failures = failures.filter(account=row.account)
    if limit.lane != Lane.ACCOUNT:
        failures = failures.filter(network=row.network)
    moments = list(failures.order_by("-at").values_list("at", flat=True)[: limit.failures])
    if len(moments) < limit.failures or moments[0] - moments[-1] > limit.window:
        return timedelta()
    return moments[0] + limit.lock - clock.now()
