"""Looks at a person's entry: each is noted so that the person can ask who looked, and why."""

from django.http import HttpRequest

from portal.audit.record import record
from portal.audit.verbs import Verb


def note_look(
    request: HttpRequest,
    person_id: int,
    verb: Verb,
    reason: str,
    *,
    employer_id: int | None = None,
) -> None:
    """Note that whoever asks saw something of a person; an agent's look names the employer."""
    record(
        verb,
        actor=request.user,
        target=f"employer {employer_id}" if employer_id else f"identity {person_id}",
        subject_id=person_id,
        reason=reason,
        request=request,
    )
