"""What other floors may ask of the answers: those that were given in a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from faq.given import EMPLOYER_SIDE, WORKER_SIDE, given_to
from faq.models import Audience, Given
from portal.cases.models import Case


@dataclass(frozen=True)
class GivenAnswer:
    """An answer given in a case: its question, where it is read, by whom and for whom it is."""

    question: str
    url: str
    on: date
    by: str
    whom: str
    is_current: bool = True


def given_lines(case: OuterRef) -> ArraySubquery:
    """Return what was given in a case as one column, so that its page asks nothing more."""
    line = JSONObject(
        id="pk", question="version__question", on="on", by="by__name", audience="audience"
    )
    rows = Given.objects.filter(case_id=case).order_by("-pk")
    return ArraySubquery(rows.values(line=line))


def answers_for(
    reference: str, lines: Iterable[Mapping[str, Any]], *, employer: bool
) -> list[GivenAnswer]:
    """Return of such a column what one side of a case was given."""
    side = EMPLOYER_SIDE if employer else WORKER_SIDE
    return [
        GivenAnswer(
            question=one["question"],
            url=reverse("faq:given", args=[reference, one["id"]]),
            on=date.fromisoformat(one["on"]),
            by=one["by"],
            whom=Audience(one["audience"]).label,
        )
        for one in lines
        if one["audience"] in side
    ]


def all_answers_of(case: Case) -> list[GivenAnswer]:
    """Return what both sides of a case were given, for the office."""
    return [
        GivenAnswer(
            question=one.version.question,
            url=reverse("faq:given", args=[case.reference, one.pk]),
            on=one.on,
            by=one.by.name,
            whom=Audience(one.audience).label,
            is_current=one.version.entry.current_id == one.version_id,
        )
        for one in given_to(case)
    ]


def answers_given(case: Case) -> QuerySet[Given]:
    """Return the rows of what was given in a case, to be counted."""
    return Given.objects.filter(case=case)


def give_url(case: Case) -> str:
    """Return the page on which an officer gives an answer."""
    return reverse("faq:give", args=[case.reference])
