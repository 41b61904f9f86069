"""用人单位支付工伤保险待遇告知书: who pays, what changes when the employer pays its arrears."""

from typing import Any

from injury_claims import letters_inputs as texts
from injury_claims.letters_sides import addressee, sides_of
from injury_claims.models import InjuryClaim, InsuredCheck
from portal.cases.kinds import Done
from portal.law.instruments import INSURANCE_LAW, OPINION_2025, REGULATION
from portal.law.words import day_words
from portal.workflow.roles import Role
from registration.api import Answer

OPENING = "本机关已就{worker}一案作出{outcome}的决定，现将工伤保险待遇的支付告知如下。"
NOT_INSURED = (
    "按{register_on}的参保登记，{what}当天（{on}），{employer}没有为{worker}参加工伤保险。"
)
UNPAID = (
    "按{register_on}的参保登记，{worker}自{since}起由{employer}参加工伤保险，"
    "但到{what}当天（{on}），到期的工伤保险费没有按规定缴清。"
)
PAYS = (
    f"根据{REGULATION.article(62)}，应当参加工伤保险而未参加工伤保险的用人单位，其职工发生工伤的，"
    "由该用人单位按照条例规定的工伤保险待遇项目和标准支付费用。"
)
PAYS_UNPAID = f"已经参加但没有按规定缴费的，同样办理（{OPINION_2025.point(12)}）。"
LATER = (
    "用人单位参加工伤保险并补缴应当缴纳的工伤保险费、滞纳金后，"
    f"新发生的费用由工伤保险基金和用人单位依照条例的规定支付（{REGULATION.article(62)}）。"
)
ADVANCE = (
    f"用人单位不支付的，根据{INSURANCE_LAW.article(41)}，职工或者其近亲属可以向社会保险经办机构申请"
    "从工伤保险基金中先行支付；先行支付的费用由用人单位偿还。"
)
DISPUTE = (
    f"职工与用人单位因工伤待遇发生争议的，根据{REGULATION.article(54)}，"
    "按照处理劳动争议的有关规定处理。"
)


def employer_pays(claim: InjuryClaim, facts: Any, done: Done) -> texts.EmployerPays:
    """Return the annex of a positive decision for an injury that was not insured."""
    check = claim.insured
    if check is None:
        msg = f"the register was never asked for claim {claim.pk}"
        raise LookupError(msg)
    sides = sides_of(claim)
    is_unpaid = check.answer == Answer.ENROLLED_UNPAID
    return texts.EmployerPays(
        addressee=addressee(claim, Role.APPLICANT, Role.WORKER, Role.EMPLOYER),
        opening=OPENING.format(worker=sides.worker, outcome=claim.outcome_label),
        facts=sides.rows(),
        found=_found(claim, check),
        pays=PAYS + (PAYS_UNPAID if is_unpaid else ""),
        later=LATER,
        advance=ADVANCE,
        dispute=DISPUTE,
    )


def _found(claim: InjuryClaim, check: InsuredCheck) -> str:
    sides = sides_of(claim)
    words = UNPAID if check.answer == Answer.ENROLLED_UNPAID else NOT_INSURED
    return words.format(
        register_on=day_words(check.register_on),
        what="诊断" if claim.is_disease else "事故",
        on=day_words(check.on),
        since=day_words(check.since) if check.since else "",
        employer=sides.employer,
        worker=sides.worker,
    )
