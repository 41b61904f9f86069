"""What each act of a report writes."""

from portal import clock
from portal.cases.kinds import Doing, effect
from portal.cases.models import Case, Note
from portal.notifications.send import notify
from portal.offices.models import Office
from registration.models import Reporter, UninsuredReport
from registration.uninsured import facts as f
from registration.uninsured.process import ReportProcess as P


@effect(P, P.report)
def write_report(case: Case, facts: f.Reported, done: Doing) -> UninsuredReport:
    """Keep what was told."""
    return UninsuredReport.objects.create(
        case=case,
        credit_code=facts.credit_code,
        county_id=facts.county,
        place=facts.place,
        since=facts.since,
        how_many=facts.how_many,
        story=facts.story,
        is_worker=facts.is_worker,
        code_hash=facts.code_hash,
    )


@effect(P, P.look_into)
def take_report(report: UninsuredReport, facts: None, done: Doing) -> None:
    """Whoever looks into a report has it."""
    report.case.handler = done.by
    _tell_reporter(report, "report_checking", done)


@effect(P, P.pass_on)
def pass_on(report: UninsuredReport, facts: f.Handed, done: Doing) -> None:
    """Give the report to another agency, which begins anew."""
    _hand_over(report, facts, done)


@effect(P, P.refer)
def refer(report: UninsuredReport, facts: f.Handed, done: Doing) -> None:
    """Give the report to the bureau, which may order and fine."""
    _hand_over(report, facts, done)
    _tell_reporter(report, "report_checking", done)


@effect(P, P.settle)
def settle(report: UninsuredReport, facts: f.Settled, done: Doing) -> None:
    """Keep since when the people are insured, and the answer."""
    report.insured_on = facts.insured_on
    _answer(report, facts.answer, done)


@effect(P, P.dismiss)
def dismiss(report: UninsuredReport, facts: f.Answered, done: Doing) -> None:
    """Keep why nothing was found."""
    _answer(report, facts.answer, done)


@effect(P, P.note)
def write_note(report: UninsuredReport, facts: f.Remark, done: Doing) -> None:
    """Keep an internal remark."""
    Note.objects.create(case=report.case, by=done.by, text=facts.text)


def _hand_over(report: UninsuredReport, facts: f.Handed, done: Doing) -> None:
    report.case.office = Office.objects.get(pk=facts.office_id)
    report.case.handler = None
    Note.objects.create(case=report.case, by=done.by, text=facts.reason)


def _answer(report: UninsuredReport, answer: str, done: Doing) -> None:
    report.answer = answer
    report.save(update_fields=["answer", "insured_on"])
    _tell_reporter(report, "report_answered", done)


def _tell_reporter(report: UninsuredReport, name: str, done: Doing) -> None:
    """Send a text without a word about the unit to whoever asked for it."""
    reporter = Reporter.objects.filter(report=report, is_told_by_text=True).first()
    if reporter is None:
        return
    notify(
        name,
        key=f"report:{report.pk}:{name}:{report.case.version}",
        phone=reporter.phone,
        context={"reference": report.case.reference, "day": clock.today()},
        channels=("sms",),
    )
