"""The one way to write an event of the audit."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from portal.audit.models import AuditEvent


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the client; forwarded ones count only behind that many own proxies."""
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    claimed = hops[-proxies] if 0 < proxies <= len(hops) else ""
    for candidate in (claimed, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return None


def record(
    verb: str,
    *,
    actor: AbstractBaseUser | AnonymousUser | None = None,
    target: str = "",
    case_id: int | None = None,
    subject_id: int | None = None,
    reason: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Add one event inside the caller's transaction; never put a number or a name into target.

    `subject_id` is the identity of the person whose data was looked at; the person may ask for it.
    """
    AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        actor_label=str(actor)[:80] if actor and actor.pk else "",
        verb=str(verb),
        target=target[:200],
        case_id=case_id,
        subject_id=subject_id,
        reason=reason[:500],
        address=client_address(request) if request else None,
    )
