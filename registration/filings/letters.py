"""What each letter of an employer's filing says, read at the moment it is issued."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from portal.cases.kinds import Done, kind_of
from portal.cases.models import Case
from portal.deadlines import parameters
from portal.law.citation import Citation
from portal.law.instruments import AGENCY_RULES, LITIGATION_LAW, RECONSIDERATION_LAW
from portal.law.remedies import LITIGATION, RECONSIDERATION
from portal.law.term import Term
from portal.law.words import day_words
from portal.letters import render
from portal.letters.inputs import Inputs, Row
from portal.letters.templates import LetterTemplate, register, template
from portal.offices.models import Office
from registration.entries import UNSAID
from registration.filings import facts as f
from registration.filings import letters_inputs as texts
from registration.filings.fields import LABELS, shown
from registration.filings.process import CancellationProcess, ChangeProcess, RegistrationProcess
from registration.filings.rows import lateness
from registration.models import EmployerChange, EmployerFiling, EmploymentChange, Project
from registration.rules.filing import HOW_TO_SETTLE
from registration.terms import AGENCY_CHECK, FILING_CORRECTION, REGISTRATION_CHECK

FOLDER = Path(__file__).parents[1] / "typst"
OPENING = "贵单位于{day}提交的{title}申报（编号{reference}）收悉。"
HOW = (
    "可以在本平台打开这件申报补正，也可以到{office}（{address}）窗口办理。"
    "请一次补齐，不再第二次要求补正。"
)
UNTIL = "请自收到本告知书之日起{length}内补正。逾期没有补正的，申报继续保留。"
AFTER = "本机构自收到补正之日起{length}内办结。（依据：{basis}）"
CHANGED = "经审核，同意变更登记（依据：{basis}）。登记内容自{day}起变更如下："
CANCELLED = (
    "经审核，欠费、滞纳金和罚款已经清缴，同意注销社会保险登记，注销日期为{day}。（依据：{basis}）"
)
REGISTERED = "经审核，同意办理单位社会保险登记，登记日期为{day}。（依据：{basis}）"
CHECKED = "经办人身份已在窗口核验，可以登录本平台为本单位办理全部事项。"
TO_BE_CHECKED = (
    "请经办人带本人身份证件和单位的委托书到{office}（{address}）窗口，领取单位激活码；"
    "登录本平台输入激活码以后，可以为本单位办理全部事项。"
)
KEEP = "本回执可以扫码核对，请妥善保存。"
CONTESTED = AGENCY_RULES.article(52)
REFUSED = "根据{basis}，决定不予办理{title}。缺少的条件具备以后，可以重新申报。"
REMEDY = (
    "如不服本决定，{right}可以依照{reconsideration_basis}，"
    "自收到本告知书之日起{reconsideration}内向{organ}申请行政复议。\n"
    "也可以依照{litigation_basis}，自收到本告知书之日起{litigation}内向{court}提起行政诉讼。"
)
OWED = "截至{day}，贵单位还没有缴清：{owed}。{how}，缴清以后可以重新申报。"
ARROW = "{what}：由“{before}”变更为“{after}”"
FILLED = "{what}：登记为“{after}”"
RENEWED = "{what}：已按申报更新"
EMPTIED = "{what}：由“{before}”变更为没有"
DAYS = {
    ChangeProcess.code: "变更之日",
    CancellationProcess.code: "终止之日",
    RegistrationProcess.code: "成立之日",
}


def inputs_for(name: str, filing: EmployerFiling, facts: Any, done: Done) -> dict[str, Any]:
    """Return what a letter says; called inside the transaction of the act that issues it."""
    return WRITERS[name](filing, facts, done).as_dict()


def preview(name: str, filing: EmployerFiling, facts: Any, done: Done) -> bytes:
    """Return the letter as it would be, marked 草稿 and without a number."""
    if isinstance(facts, f.Proposal):
        filing.refusal_reason = facts.refusal_reason
    inputs = inputs_for(name, filing, facts, done)
    return render.preview(template(name), inputs=inputs, office=filing.case.office, on=done.on)


@dataclass(frozen=True)
class About:
    """What every letter of a filing begins with: to whom, on which filing, with which facts."""

    addressee: str
    office: Office
    title: str
    opening: str
    facts: tuple[Row, ...]


def correction(filing: EmployerFiling, facts: f.Correction, done: Done) -> texts.FilingCorrection:
    """补正告知书 of one of the three filings."""
    is_by_hand = filing.case.kind == RegistrationProcess.code
    check = REGISTRATION_CHECK if is_by_hand else AGENCY_CHECK
    return correction_letter(_about(filing), facts, done, check=check)


def correction_letter(
    about: About, facts: f.Correction, done: Done, *, check: Term
) -> texts.FilingCorrection:
    """补正告知书: everything that is missing, once; `check` is the period that runs anew."""
    office = about.office
    return texts.FilingCorrection(
        addressee=about.addressee,
        opening=about.opening + "经核对，要补正的内容一次告知如下。",
        facts=about.facts,
        missing=tuple(line.strip() for line in facts.missing.splitlines() if line.strip()),
        how=HOW.format(office=office.full_name, address=office.address),
        until=UNTIL.format(length=_length(FILING_CORRECTION, done)),
        after=AFTER.format(length=_length(check, done), basis=check.basis),
    )


def receipt(filing: EmployerFiling, facts: None, done: Done) -> texts.FilingReceipt:
    """社会保险登记回执: what is registered from now on."""
    result, lines, after = RESULTS[filing.case.kind](filing, done)
    return receipt_letter(_about(filing), result, lines, after)


def receipt_letter(
    about: About, result: str, lines: tuple[str, ...], after: str
) -> texts.FilingReceipt:
    """Return a receipt: what was decided, line by line, and what comes next."""
    return texts.FilingReceipt(
        addressee=about.addressee,
        opening=about.opening,
        facts=about.facts,
        result=result,
        lines=lines,
        after=after,
    )


def refusal(filing: EmployerFiling, facts: Any, done: Done) -> texts.FilingRefusal:
    """不予办理告知书 of one of the three filings."""
    basis = kind_of(filing.case.kind).process.act("refuse").basis
    reason = _sentence(filing.refusal_reason)
    if filing.case.kind == CancellationProcess.code and filing.owed().total:
        reason += OWED.format(day=day_words(done.on), owed=filing.owed().words(), how=HOW_TO_SETTLE)
    return refusal_letter(_about(filing), reason, done, basis=basis)


def refusal_letter(
    about: About,
    reason: str,
    done: Done,
    *,
    basis: Citation,
    right: Citation | None = CONTESTED,
) -> texts.FilingRefusal:
    """不予办理告知书: the reason, and to whom and until when one may turn.

    `right` is the article that opens the remedies beside the two laws on them.
    """
    return texts.FilingRefusal(
        addressee=about.addressee,
        opening=about.opening,
        facts=about.facts,
        reason=f"经审核：{_sentence(reason)}",
        decision=REFUSED.format(basis=basis, title=about.title),
        remedy=REMEDY.format(
            right=f"根据{right}，" if right else "",
            reconsideration_basis=RECONSIDERATION_LAW.article(20, 1),
            litigation_basis=LITIGATION_LAW.article(46, 1),
            reconsideration=_length(RECONSIDERATION, done),
            litigation=_length(LITIGATION, done),
            organ=about.office.reconsideration_organ,
            court=about.office.court_or_general,
        ),
    )


Result = tuple[str, tuple[str, ...], str]


def _change(filing: EmployerFiling, done: Done) -> Result:
    rows = EmployerChange.objects.filter(case=filing.case).order_by("pk")
    lines = tuple(_line(row) for row in rows)
    told = CHANGED.format(day=day_words(filing.happened_on), basis=ChangeProcess.approve.basis)
    return told, (*lines, *_late(filing)), KEEP


def _line(row: EmployerChange) -> str:
    if row.after == UNSAID:
        return RENEWED.format(what=row.what)
    form = FILLED if not row.before else ARROW if row.after else EMPTIED
    return form.format(what=row.what, before=row.before, after=row.after)


def _cancellation(filing: EmployerFiling, done: Done) -> Result:
    ended = EmploymentChange.objects.filter(
        employment__employer=filing.employer,
        what=EmploymentChange.What.ENDED,
        written_at__gte=done.at,
    ).count()
    lines = [f"同时停保的职工：{ended}人。"] if ended else []
    running = Project.objects.filter(employer=filing.employer, insured_to__gte=done.on)
    lines += [f"同时停保的工程项目：{one.name}。" for one in running.order_by("pk")]
    basis = CancellationProcess.approve.basis
    lines += _late(filing)
    return CANCELLED.format(day=day_words(done.on), basis=basis), tuple(lines), KEEP


def _late(filing: EmployerFiling) -> list[str]:
    """Return that the filing came late, where it did, as it was told when it was filed."""
    told = lateness(filing)
    return [told] if told else []


def _registration(filing: EmployerFiling, done: Done) -> Result:
    office = filing.case.office
    told = shown(filing.asked)
    names = ("credit_code", "kind", "legal_representative", "address")
    lines = tuple(f"{LABELS[name]}：{told[name]}" for name in names if filing.value(name))
    after = TO_BE_CHECKED.format(office=office.full_name, address=office.address)
    basis = RegistrationProcess.approve.basis
    result = REGISTERED.format(day=day_words(done.on), basis=basis)
    return result, lines, CHECKED if filing.is_identity_checked else after


RESULTS: dict[str, Callable[[EmployerFiling, Done], Result]] = {
    ChangeProcess.code: _change,
    CancellationProcess.code: _cancellation,
    RegistrationProcess.code: _registration,
}
Writer = Callable[[EmployerFiling, Any, Done], Inputs]
WRITERS: dict[str, Writer] = {
    "filing_correction": correction,
    "filing_receipt": receipt,
    "filing_refusal": refusal,
}


def opening(case: Case, *, reported_on: date | None = None) -> str:
    """Return the sentence that says which filing came when."""
    day = day_words(reported_on or case.filed_on)
    title = kind_of(case.kind).title
    return OPENING.format(day=day, title=title, reference=case.reference)


def _about(filing: EmployerFiling) -> About:
    code = filing.employer.credit_code if filing.employer else filing.value("credit_code")
    return About(
        addressee=filing.party().name,
        office=filing.case.office,
        title=kind_of(filing.case.kind).title,
        opening=opening(filing.case, reported_on=filing.reported_on),
        facts=(
            ("统一社会信用代码", code),
            (DAYS[filing.case.kind], day_words(filing.happened_on)),
        ),
    )


def _length(term: Term, done: Done) -> str:
    return term.length_text(done.on, values=parameters.value_on)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("。", "！", "？")) else text + "。"


def form(
    kind: str, *, title: str, business: str, inputs: type[Inputs], source: str = ""
) -> LetterTemplate:
    """Return the form of a letter; `source` names its sheet where it is not its own."""
    return LetterTemplate(
        kind=kind,
        title=title,
        source=FOLDER / f"{source or kind}.typ",
        business=business,
        required=inputs.required(),
    )


FORMS = (
    form(
        "filing_correction",
        title="补正告知书",
        business="登补",
        inputs=texts.FilingCorrection,
    ),
    form("filing_receipt", title="社会保险登记回执", business="登", inputs=texts.FilingReceipt),
    form("filing_refusal", title="不予办理告知书", business="登不", inputs=texts.FilingRefusal),
)


def register_all() -> None:
    """Make the forms known to the letters of the portal."""
    for one in FORMS:
        register(one)
