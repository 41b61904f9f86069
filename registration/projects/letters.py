"""What the letters of a project say: correction, refusal, and 工程项目参保登记表."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from portal.cases.kinds import Done
from portal.law.words import day_words
from portal.letters import render
from portal.letters.inputs import Inputs
from portal.letters.templates import register, template
from registration.filings import facts as f
from registration.filings import letters as filings
from registration.filings import letters_inputs as texts
from registration.models import Project
from registration.projects.process import ProjectProcess
from registration.projects.rules import BASIS, HOUSE
from registration.projects.rules import insured_from as first_day
from registration.rates.shown import percent
from registration.rules.filing import HOW_TO_SETTLE
from registration.terms import PROJECT_CHECK

INSURED = (
    "经审核，同意该工程项目参加工伤保险，参保期自{first}起至{last}止。"
    "参保期内在该项目上干活的人员，包括分包单位的人员，都在保障范围内。（依据：{basis}）"
)
PAY = (
    "应缴工伤保险费{amount}元（工程造价{cost}元 × {share}），全部由单位缴纳，个人不缴费。"
    "{how}，到账以后由本机构登记。"
)
EXTENSION = "延长参保期"
ASKED = "贵单位于{day}提出的工程项目延长参保期申请（编号{reference}）收悉。"
EXTENDED = "经审核，同意延长参保期，参保截止日由{before}改为{after}。（依据：{basis}）"
SAME_COST = "工程造价没有变化，应缴金额不变。"
REPLACES = "此前的登记表与本表不一致的，以本表为准。本登记表可以扫码核对，请妥善保存。"
STAYS = "参保截止日仍为{last}。"
ROSTER = "请在本平台登记项目人员名册，人员进场、离场都要记。本登记表可以扫码核对，请妥善保存。"


def correction(project: Project, facts: f.Correction, done: Done) -> texts.FilingCorrection:
    """补正告知书."""
    return filings.correction_letter(_about(project), facts, done, check=PROJECT_CHECK)


def refusal(project: Project, facts: Any, done: Done) -> texts.FilingRefusal:
    """不予办理告知书: of the enrolment, or of a later end that was asked for."""
    if done.act is ProjectProcess.refuse_extension and project.insured_to:
        stays = STAYS.format(last=day_words(project.insured_to))
        reason = f"{project.refusal_reason.rstrip('。')}。{stays}"
        return filings.refusal_letter(
            _about_extension(project, project.insured_to), reason, done, basis=HOUSE
        )
    return filings.refusal_letter(_about(project), project.refusal_reason, done, basis=BASIS)


def receipt(project: Project, facts: Any, done: Done) -> texts.FilingReceipt:
    """工程项目参保登记表: insured from when to when, and what is to be paid."""
    if done.act is ProjectProcess.extend:
        return _extended(project)
    first = project.insured_from or first_day(done.on, begins_on=project.begins_on)
    last = project.insured_to or project.ends_on
    result = INSURED.format(first=day_words(first), last=day_words(last), basis=BASIS)
    pay = PAY.format(
        amount=f"{project.contribution:,.2f}",
        cost=f"{project.cost:,.2f}",
        share=percent(project.share),
        how=HOW_TO_SETTLE,
    )
    return filings.receipt_letter(_about(project), result, (pay,), ROSTER)


def _extended(project: Project) -> texts.FilingReceipt:
    """Return the form of an extension, which stands in the place of the one before."""
    row = project.extensions.latest("pk")
    result = EXTENDED.format(before=day_words(row.before), after=day_words(row.after), basis=HOUSE)
    return filings.receipt_letter(
        _about_extension(project, row.before), result, (SAME_COST,), REPLACES
    )


def _about_extension(project: Project, stood: date) -> filings.About:
    """Return what a letter on an extension begins with: the request, and the two ends."""
    about = _about(project)
    asked = day_words(project.asked_on) if project.asked_on else ""
    return replace(
        about,
        title=EXTENSION,
        opening=ASKED.format(day=asked, reference=project.case.reference),
        facts=(
            *about.facts,
            ("原参保截止日", day_words(stood)),
            ("申请延长到", day_words(project.asked_end) if project.asked_end else ""),
            ("理由", project.asked_reason),
        ),
    )


Writer = Callable[[Project, Any, Done], Inputs]
WRITERS: dict[str, Writer] = {
    "filing_correction": correction,
    "filing_refusal": refusal,
    "project_receipt": receipt,
}


def inputs_for(name: str, project: Project, facts: Any, done: Done) -> dict[str, Any]:
    """Return what a letter says; called inside the transaction of the act that issues it."""
    return WRITERS[name](project, facts, done).as_dict()


def preview(name: str, project: Project, facts: Any, done: Done) -> bytes:
    """Return the letter as it would be, marked 草稿 and without a number."""
    if isinstance(facts, f.Proposal):
        project.refusal_reason = facts.refusal_reason
    inputs = inputs_for(name, project, facts, done)
    return render.preview(template(name), inputs=inputs, office=project.case.office, on=done.on)


def register_all() -> None:
    """Make the form known to the letters of the portal."""
    register(
        filings.form(
            "project_receipt",
            title="工程项目参保登记表",
            business="登项",
            inputs=texts.FilingReceipt,
            source="filing_receipt",
        )
    )


def _about(project: Project) -> filings.About:
    return filings.About(
        addressee=project.party().name,
        office=project.case.office,
        title=ProjectProcess.title,
        opening=filings.opening(project.case),
        facts=(
            ("统一社会信用代码", project.employer.credit_code),
            ("项目名称", project.name),
            ("许可证或者合同编号", project.number),
            ("项目地点", project.place),
            ("计划工期", f"{day_words(project.begins_on)}至{day_words(project.ends_on)}"),
            ("工程造价", f"{project.cost:,.2f}元"),
        ),
    )
