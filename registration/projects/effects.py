"""What each act on a project writes."""

from portal.cases.kinds import Doing, Done, effect
from portal.cases.models import Case
from portal.cases.refusals import Reason, Refused
from portal.offices.models import Office
from registration.filings import reviewing
from registration.filings.facts import Because
from registration.models import Employer, Project, ProjectExtension, ProjectPayment
from registration.projects import facts as f
from registration.projects.process import ProjectProcess as P
from registration.projects.rules import (
    BASIS,
    HOUSE,
    RECEIPT_USED,
    insured_from,
    settled_on,
)
from registration.rates.rules import by_standard, division_of
from registration.rates.tables import project_rule, standard_of

NO_SHARE = "缴费比例还没有录入，暂时不能申报，请先问经办机构。"


@effect(P, P.submit)
def write_project(case: Case, facts: f.ProjectFiled, done: Doing) -> Project:
    """Keep what was filed, and what the project pays by the table of that day."""
    employer = Employer.objects.get(pk=next(iter(case.parties.all())).identity_id)
    return _write(Project(case=case, employer=employer, filed_on=done.on), facts, done)


def _refile(project: Project, facts: f.ProjectFiled, done: Done) -> None:
    """Keep the filing made complete; it pays by the table of the day of its first filing."""
    _write(project, facts, done)


def _write(project: Project, facts: f.ProjectFiled, done: Done) -> Project:
    division = division_of(project.employer.industry_code)
    row = project_rule(on=project.filed_on, division=division)
    if row is None:
        raise Refused(Reason(NO_SHARE, str(BASIS)))
    project.name, project.number = facts.name, facts.number
    project.county_id, project.town_id = facts.county, facts.town or None
    project.address, project.cost = facts.address, facts.cost
    project.begins_on, project.ends_on = facts.begins_on, facts.ends_on
    project.share, project.is_share_verified = row.rate, row.is_verified
    project.contribution = by_standard(facts.cost, standard_of(row))
    project.save()
    Case.objects.filter(pk=project.case_id).update(person_name=facts.list_name)
    party = project.party()
    party.electronic_service_consent = facts.consents
    party.save(update_fields=["electronic_service_consent"])
    return project


reviewing.register(P, supply_correction=_refile)


@effect(P, P.approve)
def approve(project: Project, facts: None, done: Done) -> None:
    """The project is insured from tomorrow or its begin, until its planned end."""
    reviewing.decide(project, facts, done)
    project.insured_from = insured_from(done.on, begins_on=project.begins_on)
    project.insured_to = project.ends_on
    project.save(update_fields=["insured_from", "insured_to"])


@effect(P, P.record_payment)
def record_payment(project: Project, facts: f.Paid, done: Done) -> None:
    """Keep the money that arrived, and whether the contribution is whole with it.

    A receipt counts once in an agency: two projects that name it at once wait for each other.
    """
    Office.objects.select_for_update(no_key=True).get(pk=project.case.office_id)
    if project.has_receipt(facts.receipt):
        raise Refused(Reason(RECEIPT_USED, str(HOUSE)))
    ProjectPayment.objects.create(
        project=project,
        amount=facts.amount,
        paid_on=facts.paid_on,
        receipt=facts.receipt,
        on=done.on,
    )
    _settle(project)


@effect(P, P.void_payment)
def void_payment(project: Project, facts: f.PaymentVoided, done: Done) -> None:
    """Take a wrong entry back by one of its own; both stay."""
    wrong = project.payments.get(pk=facts.payment_id)
    ProjectPayment.objects.create(
        project=project,
        amount=wrong.amount,
        paid_on=wrong.paid_on,
        receipt=wrong.receipt,
        voids=wrong,
        reason=facts.reason,
        on=done.on,
    )
    _settle(project)


def _settle(project: Project) -> None:
    standing = project.payments.filter(voids=None, voided_by=None)
    project.settled_on = settled_on(
        standing.values_list("paid_on", "amount"), contribution=project.contribution
    )
    project.save(update_fields=["settled_on"])


@effect(P, P.ask_extension)
def ask_extension(project: Project, facts: f.Extended, done: Done) -> None:
    """Keep the later end that the contractor asks for; nothing is longer yet."""
    project.asked_on, project.asked_end = done.on, facts.ends_on
    project.asked_reason = facts.reason
    project.save(update_fields=["asked_on", "asked_end", "asked_reason"])


@effect(P, P.extend)
def extend(project: Project, facts: None, done: Done) -> None:
    """The project is insured for longer; the end that stood before is kept."""
    if project.insured_to is None or project.asked_end is None:
        return
    ProjectExtension.objects.create(
        project=project,
        before=project.insured_to,
        after=project.asked_end,
        reason=project.asked_reason,
        on=done.on,
    )
    project.insured_to = project.asked_end
    project.save(update_fields=["insured_to"])


@effect(P, P.refuse_extension)
def refuse_extension(project: Project, facts: Because, done: Done) -> None:
    """The end stays; the letter says why."""
    project.refusal_reason = facts.reason
    project.save(update_fields=["refusal_reason"])
