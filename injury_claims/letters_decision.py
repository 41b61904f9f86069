"""认定工伤决定书 and 不予认定工伤决定书, with the contents that Article 19 lists."""

from typing import Any

from injury_claims import letters_inputs as texts
from injury_claims import letters_phrases as words
from injury_claims.letters_inputs import Row
from injury_claims.letters_sides import DISEASE, event_of, remedy, sides_of
from injury_claims.models import InjuryClaim
from injury_claims.outcomes import GROUNDS, Ground, NegativeBasis, Outcome
from portal.accounts import identifiers
from portal.accounts.identifiers import KIND_LABELS, IdentityKind
from portal.cases.kinds import Done
from portal.cases.models import Party
from portal.law.instruments import REGULATION
from portal.law.words import day_words

SUDDEN_ILLNESS = "G15_1"
UNKNOWN = "申请材料未载明"


def determination(claim: InjuryClaim, facts: Any, done: Done) -> texts.Determination:
    """Return the decision that was proposed, reviewed and is now signed."""
    outcome = Outcome(claim.outcome)
    is_positive = outcome.is_positive
    return texts.Determination(
        variant=outcome.value,
        facts=(*_persons(claim, done), *(_harm(claim) if is_positive else ())),
        found=_found(claim, with_treatment=is_positive),
        reasons=f"本机关认为：{words.sentence(claim.reasons)}" if claim.reasons else "",
        decision=_verdict(claim, outcome),
        remedy=remedy(claim, on=done.on),
        copies=words.DECISION_COPIES,
    )


def _persons(claim: InjuryClaim, done: Done) -> tuple[Row, ...]:
    """Return the employer's full name and the worker's particulars (items 1 and 2)."""
    sides = sides_of(claim)
    worker = claim.party(Party.Kind.WORKER)
    identity = worker.identity if worker else None
    kind = IdentityKind(identity.kind) if identity else IdentityKind.RESIDENT_ID
    number = identity.number if identity else ""
    gender = claim.worker_gender or (identifiers.gender(kind, number) if number else "")
    birth_on = claim.worker_birth_on
    return (
        ("申请人", sides.applicant),
        ("用人单位", sides.employer),
        ("职工姓名", sides.worker),
        ("性别", gender or UNKNOWN),
        ("年龄", words.age_text(birth_on=birth_on, on=done.on) if birth_on else UNKNOWN),
        ("职业", claim.occupation or UNKNOWN),
        (f"{KIND_LABELS[kind]}号码", number or UNKNOWN),
    )


def _harm(claim: InjuryClaim) -> tuple[Row, ...]:
    """Return the block on the injury that only a positive decision has (item 3)."""
    if claim.injury_kind == DISEASE:
        return (
            ("职业病名称", claim.diagnosis or UNKNOWN),
            ("诊断时间", event_of(claim)[1]),
        )
    diagnosed = words.moment_text(claim.first_diagnosed_at) if claim.first_diagnosed_at else UNKNOWN
    return (
        ("事故时间", event_of(claim)[1]),
        ("事故地点", claim.place_found or claim.place),
        ("诊断时间", diagnosed),
        ("受伤害部位", claim.harm_found or claim.harm_told or UNKNOWN),
    )


def _found(claim: InjuryClaim, *, with_treatment: bool) -> tuple[str, ...]:
    """Return what was established, by which evidence, and how the procedure went."""
    accepted = day_words(claim.accepted_on or claim.case.filed_on)
    sides = sides_of(claim)
    opening = f"本机关于{accepted}受理{sides.applicant}的工伤认定申请。"
    how = "经调查核实" if claim.was_investigated() else "经审核申请材料和有关证据"
    found = f"受伤害经过和核实的情况：{opening}{how}，{words.sentence(claim.facts_found)}"
    paragraphs = [found]
    if with_treatment:
        paragraphs.append(f"医疗救治的基本情况和诊断结论：{_treatment(claim)}")
    if claim.evidence:
        paragraphs.append(f"以上事实，有{'、'.join(claim.evidence)}等证据证明。")
    stops = claim.suspensions.filter(resumed_on__isnull=False)
    paragraphs.extend(
        f"因等待{stop.awaited.rstrip('。')}，本案自{day_words(stop.suspended_on)}起中止，"
        f"自{day_words(stop.resumed_on)}起恢复，中止期间不计入期限。"
        for stop in stops
        if stop.resumed_on
    )
    return tuple(paragraphs)


def _treatment(claim: InjuryClaim) -> str:
    if claim.medical:
        return words.sentence(claim.medical)
    parts = [f"在{claim.hospital}救治" if claim.hospital else "", claim.diagnosis]
    return words.sentence("，诊断为".join(part for part in parts if part) or UNKNOWN)


def _verdict(claim: InjuryClaim, outcome: Outcome) -> str:
    worker = sides_of(claim).worker
    if outcome.is_positive:
        ground = GROUNDS[claim.ground_decided]
        return words.VERDICTS[outcome].format(
            worker=worker, harm=_harm_words(claim), basis=ground.basis
        )
    return words.VERDICTS[outcome].format(
        worker=worker,
        harm="所患疾病" if claim.injury_kind == DISEASE else "受到的伤害",
        basis=_refusal(NegativeBasis(claim.negative_basis), ground=GROUNDS[claim.ground_decided]),
    )


def _refusal(basis: NegativeBasis, *, ground: Ground) -> str:
    """Return on what law the injury is not recognised (item 3 of paragraph 2)."""
    if basis.is_exclusion:
        return f"{basis.label}，属于{basis.basis}规定的不得认定为工伤或者视同工伤的情形"
    if basis is NegativeBasis.GROUND_NOT_MET:
        articles = f"{REGULATION.article(14)}、第十五条"
        return f"不符合{articles}规定的应当认定工伤或者视同工伤的情形"
    return f"{basis.label}（依据{basis.basis}），不符合{ground.basis}规定的情形"


def _harm_words(claim: InjuryClaim) -> str:
    if claim.injury_kind == DISEASE:
        return "所患职业病"
    return "突发疾病" if claim.ground_decided == SUDDEN_ILLNESS else "受到的事故伤害"
