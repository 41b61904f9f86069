"""What the applicant of the subsidy gets on paper: the refusal, and how it may be contested."""

from typing import Any

from portal.cases.kinds import Done
from portal.law.words import day_words
from portal.letters import render
from portal.letters.templates import template
from registration.filings import letters as filings
from registration.filings.letters_inputs import FilingRefusal
from registration.models import FlexibleSubsidy
from registration.subsidy import facts as f
from registration.subsidy.process import HOUSE, SubsidyProcess

OPENING = "您于{day}提交的{title}申请（编号{reference}）收悉。"


def refusal(subsidy: FlexibleSubsidy, done: Done) -> FilingRefusal:
    """不予办理告知书 to a person."""
    case, applicant = subsidy.case, subsidy.applicant()
    months = "、".join(f"{month.year}年{month.month}月" for month in subsidy.asked())
    about = filings.About(
        addressee=applicant.name,
        office=case.office,
        title=SubsidyProcess.title,
        opening=OPENING.format(
            day=day_words(case.filed_on), title=SubsidyProcess.title, reference=case.reference
        ),
        facts=(("申请补贴的月份", months), ("申报的身份", subsidy.ground.name)),
    )
    return filings.refusal_letter(about, subsidy.reason, done, basis=HOUSE, right=None)


def inputs_for(name: str, subsidy: FlexibleSubsidy, facts: Any, done: Done) -> dict[str, Any]:
    """Return what a letter says; called inside the transaction of the act that issues it."""
    if name != "filing_refusal":
        raise LookupError(name)
    return refusal(subsidy, done).as_dict()


def preview(name: str, subsidy: FlexibleSubsidy, facts: Any, done: Done) -> bytes:
    """Return the letter as it would be, marked 草稿 and without a number."""
    if isinstance(facts, f.Proposal):
        subsidy.reason = facts.reason
    inputs = inputs_for(name, subsidy, facts, done)
    return render.preview(template(name), inputs=inputs, office=subsidy.case.office, on=done.on)
