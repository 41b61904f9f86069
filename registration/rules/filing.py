"""Conditions of what an employer files: change, cancellation, registration by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from portal.law.instruments import AGENCY_RULES, HOUSE_RULES, INSURANCE_LAW
from portal.law.rule import rule
from portal.law.term import Term
from portal.law.words import day_words
from portal.workflow.process import Attempt, LegalRule
from registration import terms
from registration.filings.facts import BUSINESS_KINDS

if TYPE_CHECKING:
    from registration.filings.facts import FilingSubject, RegistrationFiled

HOW_TO_SETTLE = "请在“爱山东”App 或者“山东税务社保费缴纳”小程序向税务部门缴清"


def subject_of(attempt: Attempt) -> "FilingSubject":
    """Return the filing that the attempt is about."""
    subject: FilingSubject = attempt.subject
    return subject


@rule(INSURANCE_LAW.article(57, 2))
def event_is_past(attempt: Attempt) -> str | None:
    """Nobody reports what has not happened yet."""
    if attempt.facts.happened_on > attempt.on:
        return "日期不能晚于今天，事情发生以后再申报。"
    return None


@rule(INSURANCE_LAW.article(57, 2))
def something_changes(attempt: Attempt) -> str | None:
    """A change names at least one field of the entry that is different from now on."""
    return None if attempt.facts.asked else "请至少改一项，没有变的不用动。"


def _in_time(term: Term, attempt: Attempt) -> str | None:
    due = term.due_on(
        attempt.facts.happened_on, is_working_day=attempt.is_working_day, values=attempt.values
    )
    if attempt.on <= due.due_on:
        return None
    return f"已经过了应当申报的最后一日（{day_words(due.due_on)}），照样可以申报，会注明逾期。"


@rule(INSURANCE_LAW.article(57, 2))
def change_is_in_time(attempt: Attempt) -> str | None:
    """A change that is reported late is taken all the same and marked."""
    return _in_time(terms.CHANGE_DUTY, attempt)


@rule(INSURANCE_LAW.article(57, 2))
def cancellation_is_in_time(attempt: Attempt) -> str | None:
    """An end that is reported late is taken all the same and marked."""
    return _in_time(terms.CANCELLATION_DUTY, attempt)


@rule(INSURANCE_LAW.article(57, 1))
def registration_is_in_time(attempt: Attempt) -> str | None:
    """A unit that registers late is registered all the same and marked."""
    return _in_time(terms.REGISTRATION_DUTY, attempt)


@rule(AGENCY_RULES.article(6))
def kind_registers_by_hand(attempt: Attempt) -> str | None:
    """Companies, sole traders and cooperatives are registered by the business register alone."""
    filed: RegistrationFiled = attempt.facts
    if filed.value("kind") in BUSINESS_KINDS:
        return "企业、个体工商户和农民专业合作社在市场监管部门登记时已经一并登记，不用再申请。"
    return None


@rule(AGENCY_RULES.article(10))
def employer_is_active(attempt: Attempt) -> str | None:
    """Nothing is changed of an employer that left the register."""
    return None if subject_of(attempt).employer_is_active() else "这个单位已经注销。"


@rule(HOUSE_RULES.article(11))
def code_is_free(attempt: Attempt) -> str | None:
    """One credit code is one employer; whoever is on the register is not entered again."""
    if subject_of(attempt).code_is_on_register():
        return "这个统一社会信用代码已经在册，不能再登记一次。"
    return None


@rule(HOUSE_RULES.article(11))
def parent_fits(attempt: Attempt) -> str | None:
    """A parent is on the register and is not itself below the unit."""
    if subject_of(attempt).parent_fits():
        return None
    return "申报的上级单位已经不在册，或者它本身就是这个单位的下级。"


@rule(HOUSE_RULES.article(3))
def duty_was_not_noticed(attempt: Attempt) -> str | None:
    """What the agency told an employer to report is done or explained, not taken back."""
    if subject_of(attempt).is_noticed:
        return "这件事是经办机构告知您办的，不能撤回；确实不用办的，请向经办机构说明。"
    return None


def for_approval(inner: LegalRule) -> LegalRule:
    """Return a condition as a proposal meets it: to refuse nobody waits for it."""

    def check(attempt: Attempt) -> str | None:
        return inner(attempt) if attempt.facts.is_approval else None

    return replace(inner, check=check)


@rule(AGENCY_RULES.article(10))
def nothing_is_owed(attempt: Attempt) -> str | None:
    """Contributions, late surcharge and fines are cleared before an employer is cancelled."""
    owed = subject_of(attempt).owed()
    if not owed.total:
        return None
    return f"还没有缴清：{owed.words()}。{HOW_TO_SETTLE}，缴清以后才能注销。"


@rule(AGENCY_RULES.article(10))
def payment_is_known(attempt: Attempt) -> str | None:
    """No data is no proof of payment: then the answer of the tax service stands in its place."""
    subject = subject_of(attempt)
    if subject.months_are_known() or subject.tax_check:
        return None
    if attempt.facts is not None and attempt.facts.tax_check:
        return None
    return "没有到停保那个月的缴费数据，不能当作已经缴清。请先导入，或者写明向税务部门核对的结果。"


@rule(HOUSE_RULES.article(12))
def no_unit_is_active(attempt: Attempt) -> str | None:
    """Whoever has units below it on the register leaves it after them."""
    units = subject_of(attempt).active_units()
    return f"下级单位还在册：{'、'.join(units)}。请先办它们的注销或者变更。" if units else None
