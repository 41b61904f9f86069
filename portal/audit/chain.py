"""Seals over the audit: each signs a batch of events and the seal before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from portal import clock
from portal.audit.models import AuditEvent, AuditSeal
from portal.crypto import keyed_digest

BATCH = 2_000
LATE = 10_000
PURPOSE = "audit-seal"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed."""

    seal_id: int
    text: str


def seal_batch() -> int:
    """Seal the next events and return how many; two at once make one chain all the same.

    Numbers are given before transactions commit, so an event may appear below the last sealed
    one; the last ten thousand numbers are looked through again for those.
    """
    last = AuditSeal.objects.order_by("-id").first()
    floor = max(last.last_event_id - LATE, 0) if last else 0
    sealed = {
        event_id
        for ids in AuditSeal.objects.filter(last_event_id__gte=floor).values_list(
            "event_ids", flat=True
        )
        for event_id in ids
    }
    rows = AuditEvent.objects.filter(pk__gt=floor).order_by("pk")[: BATCH + LATE]
    events = [event for event in rows if event.pk not in sealed][:BATCH]
    if not events:
        return 0
    ids = [event.pk for event in events]
    previous = last.signature if last else ""
    highest = max(ids[-1], last.last_event_id if last else 0)
    try:
        with transaction.atomic():
            AuditSeal.objects.create(
                event_ids=ids,
                last_event_id=highest,
                previous=previous,
                signature=signature(previous, highest, events),
            )
    except IntegrityError:
        return 0
    return len(ids)


def signature(previous: str, highest: int, events: list[AuditEvent]) -> str:
    """Return the keyed digest of the seal before, the highest number, and each event's own."""
    parts = [keyed_digest(event.canonical(), purpose=PURPOSE) for event in events]
    return keyed_digest("\n".join([previous, str(highest), *parts]), purpose=PURPOSE)


def faults() -> Iterator[Fault]:
    """Walk the whole chain and yield whatever was changed, taken out or put between."""
    previous = ""
    for seal in AuditSeal.objects.order_by("id").iterator(chunk_size=100):
        if seal.previous != previous:
            yield Fault(seal.pk, "the seal before it is missing or another one")
        found = AuditEvent.objects.in_bulk(seal.event_ids)
        missing = [str(pk) for pk in seal.event_ids if pk not in found]
        if missing:
            yield Fault(seal.pk, f"events are missing: {', '.join(missing[:20])}")
        events = [found[pk] for pk in seal.event_ids if pk in found]
        if not missing and signature(seal.previous, seal.last_event_id, events) != seal.signature:
            yield Fault(seal.pk, "an event or the seal was changed")
        previous = seal.signature


def head() -> str:
    """Return the newest signature, to be kept outside the database."""
    last = AuditSeal.objects.order_by("-id").first()
    return f"{last.pk} {clock.today().isoformat()} {last.signature}" if last else "0"
