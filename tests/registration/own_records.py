"""People who were verified, and the browser of a citizen who asks for the own records."""

import re
from typing import Any

from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import Assurance, MandateKind, Scope
from portal.notifications.models import Outbox
from registration.models import Person


def verified(user: User, person: Person, *, assurance: str = Assurance.COUNTER) -> User:
    """Make an account a person's own, and return the account."""
    Mandate.objects.create(
        user=user,
        identity=person.identity,
        kind=MandateKind.SELF,
        scope=Scope.ALL,
        assurance=assurance,
        proof="test",
    )
    return user


def self_of(user: User) -> Mandate | None:
    """Return the mandate by which an account is a person's own."""
    return Mandate.objects.filter(user=user, kind=MandateKind.SELF, scope=Scope.ALL).first()


def code_sent_to(phone: str) -> str:
    """Return the newest code that was sent to a phone."""
    rows = Outbox.objects.filter(kind="sms").order_by("-id")
    row = next(row for row in rows if row.recipient == phone)
    return str(row.payload["context"]["code"])


def notices_to(phone: str) -> list[str]:
    """Return the names of all notices that were sent to a phone, oldest first."""
    rows = Outbox.objects.filter(kind="sms").order_by("id")
    return [row.notice for row in rows if row.recipient == phone]


def key_of(page: Any) -> str:
    """Return the key that was minted with a form."""
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found.group(1)
