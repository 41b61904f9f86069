"""What each act on a project writes."""

from portal.cases.kinds import Doing, effect
from portal.cases.models import Case
from portal.cases.refusals import Reason, Refused
from registration.filings import facts as shared
from registration.models import Employer, Project, ProjectExtension
from registration.projects import facts as f
from registration.projects.process import ProjectProcess as P
from registration.projects.rules import BASIS, insured_from
from registration.rates.rules import by_standard, division_of
from registration.rates.tables import project_rule, standard_of

NO_SHARE = "缴费比例还没有录入，暂时不能申报，请先问经办机构。"


@effect(P, P.submit)
def write_project(case: Case, facts: f.ProjectFiled, done: Doing) -> Project:
    """Keep what was filed, and what the project pays by the table of that day."""
    party = next(iter(case.parties.all()))
    employer = Employer.objects.get(pk=party.identity_id)
    row = project_rule(on=done.on, division=division_of(employer.industry_code))
    if row is None:
        raise Refused(Reason(NO_SHARE, str(BASIS)))
    return Project.objects.create(
        case=case,
        employer=employer,
        name=facts.name,
        number=facts.number,
        county_id=facts.county,
        town_id=facts.town or None,
        address=facts.address,
        cost=facts.cost,
        begins_on=facts.begins_on,
        ends_on=facts.ends_on,
        share=row.rate,
        is_share_verified=row.is_verified,
        contribution=by_standard(facts.cost, standard_of(row)),
        filed_on=done.on,
    )


@effect(P, P.propose)
def propose(project: Project, facts: shared.Proposal, done: Doing) -> None:
    """Keep what the checker proposes."""
    project.proposed_by = done.by
    project.proposal = "approve" if facts.is_approval else "refuse"
    project.opinion = facts.opinion
    project.refusal_reason = "" if facts.is_approval else facts.refusal_reason
    project.returned_because = ""
    project.save()


@effect(P, P.return_to_checker)
def return_it(project: Project, facts: shared.Because, done: Doing) -> None:
    """The proposal is void; the checker reads why."""
    project.returned_because = facts.reason
    project.proposal, project.proposed_by, project.refusal_reason = "", None, ""
    project.save()


@effect(P, P.approve)
def approve(project: Project, facts: None, done: Doing) -> None:
    """The project is insured from tomorrow or its begin, until its planned end."""
    project.insured_from = insured_from(done.on, begins_on=project.begins_on)
    project.insured_to = project.ends_on
    project.save(update_fields=["insured_from", "insured_to"])


@effect(P, P.extend)
def extend(project: Project, facts: f.Extended, done: Doing) -> None:
    """The project is insured for longer; the end that stood before is kept."""
    if project.insured_to is None:
        return
    ProjectExtension.objects.create(
        project=project,
        before=project.insured_to,
        after=facts.ends_on,
        reason=facts.reason,
        on=done.on,
    )
    project.insured_to = facts.ends_on
    project.save(update_fields=["insured_to"])
