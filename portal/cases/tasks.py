"""Acts of the clock: what the system performs when the last remedy period is over."""

import logging

from celery import shared_task
from django.db.models import Exists, OuterRef

from portal import clock
from portal.cases.kinds import Kind, all_kinds
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.cases.refusals import Refused
from portal.deadlines.models import Deadline
from portal.workflow.process import Act

BATCH = 500
logger = logging.getLogger(__name__)


@shared_task
def acts_of_the_clock() -> int:
    """Perform every act whose clocks are all past with none still running; return how many."""
    return sum(
        _perform_when_over(kind, act)
        for kind in all_kinds()
        for act in kind.process.acts()
        if act.when_over
    )


def _perform_when_over(kind: Kind, act: Act) -> int:
    today = clock.today()
    codes = [term.code for term in act.when_over]
    clocks = Deadline.objects.filter(case=OuterRef("pk"), term__in=codes)
    cases = Case.objects.filter(
        Exists(clocks),
        ~Exists(clocks.filter(due_on__gte=today, ended_on__isnull=True)),
        kind=kind.code,
        state__in=kind.process.sources_of(act),
        is_open=True,
    ).order_by("pk")
    performed = last = 0
    while page := list(cases.filter(pk__gt=last)[:BATCH]):
        last = page[-1].pk
        performed += sum(_performed(case, act) for case in page)
    return performed


def _performed(case: Case, act: Act) -> bool:
    """Say whether the act was lawful by now; a case that lacks something waits.

    A case that cannot be read must not keep all later ones from taking effect.
    """
    try:
        perform(case, act, by=None)
    except Refused:
        return False
    except Exception:
        logger.exception("case %s: %s failed", case.pk, act.name)
        return False
    return True
