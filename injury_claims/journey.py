"""The ordered steps of a claim, and how its answers become the filing."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from injury_claims import terms
from injury_claims.filing import file_claim
from injury_claims.filing_answers import Answered, filing_of
from injury_claims.filing_forms import (
    about,
    closing,
    employer,
    ground,
    harm,
    own_unit,
    people,
    work,
)
from injury_claims.materials import materials_for
from injury_claims.models import Material
from portal import clock
from portal.accounts.models import User
from portal.cases.models import Case
from portal.deadlines import calendar, parameters
from portal.law.instruments import REGULATION
from portal.law.term import Due
from portal.wizard.checking import Checked
from portal.wizard.forms import words
from portal.wizard.journey import Answers, Journey, Predicate, Step
from portal.wizard.models import Draft

CODE = "injury-claim"
EVENT, PEOPLE, COURSE, PAPERS, CLOSING = "出了什么事", "人和单位", "经过和情形", "材料", "确认提交"


def is_accident(answers: Answers) -> bool:
    """Tell whether it is an accident and not a disease."""
    return bool(answers.get("basics", {}).get("kind") == "accident")


def is_disease(answers: Answers) -> bool:
    """Tell whether it is an occupational disease."""
    return bool(answers.get("basics", {}).get("kind") == "disease")


def filed_for_another(answers: Answers) -> bool:
    """Tell whether somebody else than the worker files."""
    return bool(answers.get("basics", {}).get("filed_by", "worker") != "worker")


def is_death(answers: Answers) -> bool:
    """Tell whether the worker died."""
    return bool(answers.get("basics", {}).get("condition") == "dead")


def is_family_death(answers: Answers) -> bool:
    """Tell whether a relative files for a worker who died."""
    return is_death(answers) and answers["basics"].get("filed_by") == "relative"


def injury_is_asked(answers: Answers) -> bool:
    """Tell whether injury or death is still to be described."""
    return is_accident(answers) or is_death(answers)


def files_for_own_unit(answers: Answers) -> bool:
    """Tell whether an employer's agent files who was verified for some unit."""
    return bool(answers.get("basics", {}).get("has_units"))


def employer_is_asked(answers: Answers) -> bool:
    """Tell whether the employer is still to be named: it is no own unit that was chosen."""
    own = files_for_own_unit(answers) and answers.get("unit", {}).get("register_id")
    return not own


def claims(code: str) -> Predicate:
    """Return the predicate that tells whether the chosen item is this one."""

    def claimed(answers: Answers) -> bool:
        return bool(answers.get("ground", {}).get("ground") == code)

    claimed.__doc__ = f"Tell whether {code} is claimed."
    return claimed


def about_whom(answers: Answers) -> str:
    """Return for whom the filing is, so that two people are not mixed up."""
    name = worker_name(answers)
    if not name or not filed_for_another(answers):
        return ""
    return f"您在为家人 {name} 申请。" if is_family_death(answers) else f"您在替 {name} 申请。"


def worker_name(answers: Answers) -> str:
    """Return the worker's name."""
    return str(answers.get("worker", {}).get("name", ""))


def draft_name(answers: Answers) -> str:
    """Return a word to tell drafts apart: the name, or what happened when."""
    if name := worker_name(answers):
        return name
    kind = answers.get("basics", {}).get("kind", "")
    happened = answers.get("when", {}).get("happened_on")
    if not kind or not happened:
        return ""
    what = "诊断的职业病" if kind == "disease" else "出的事"
    return f"{words(date.fromisoformat(happened))}{what}"


def start(_request: HttpRequest) -> dict[str, Any]:
    """Return what the start page tells: the periods and what to bring."""
    today = clock.today()
    common = materials_for("G14_1", on=today, filed_by="worker", is_death=False, is_disease=False)
    review, own, employers = (
        term.length_text(today, values=parameters.value_on)
        for term in (terms.ACCEPTANCE_REVIEW, terms.CLAIMANT_FILING, terms.EMPLOYER_FILING)
    )
    return {
        "materials": [row for row in common if row.is_required],
        "filing_basis": REGULATION.article(17),
        "review_length": review,
        "claimant_length": own,
        "employer_length": employers,
        "has_materials": Material.objects.exists(),
    }


def review_due(on: date) -> Due:
    """Return the day by which acceptance will be told for a filing of that day."""
    return terms.ACCEPTANCE_REVIEW.due_on(
        on, is_working_day=calendar.working_day_reader(), values=parameters.value_on
    )


def check(draft: Draft, _cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the check page tells of the time after the filing."""
    answers = draft.answers()
    return {
        "review_due_on": review_due(clock.today()).due_on,
        "office_name": answers.get("workplace", {}).get("office_name", ""),
        "is_employer": answers.get("basics", {}).get("filed_by") == "employer",
        "is_death": is_death(answers),
    }


@transaction.atomic
def submit(draft: Draft, checked: Checked, *, user: User, key: UUID) -> Case:
    """Open the case of a draft that is in order, under its lock, and tell the filer the number."""
    facts = filing_of(draft, Answered(checked, draft.answers()))
    return file_claim(facts, by=user, key=key)


def receipt(case: Case) -> str:
    """Return the address of the receipt."""
    return reverse("injury_claims:receipt", args=[case.reference])


CLAIM_JOURNEY = Journey(
    code=CODE,
    title="工伤认定申请",
    steps=(
        Step(name="basics", part=EVENT, title="出了什么事", form=about.BasicsForm),
        Step(
            name="when",
            part=EVENT,
            title="什么时候",
            form=about.WhenForm,
            depends_on=("basics.kind",),
        ),
        Step(
            name="limit",
            part=EVENT,
            title="申请期限",
            form=about.LimitForm,
            template="injury_claims/filing_limit.html",
            depends_on=("basics.kind", "basics.filed_by", "when.happened_on"),
        ),
        Step(
            name="unit",
            part=PEOPLE,
            title="您的单位",
            form=own_unit.OwnUnitForm,
            when=files_for_own_unit,
        ),
        Step(
            name="worker",
            part=PEOPLE,
            title="受伤的人",
            form=people.WorkerForm,
            template="injury_claims/filing_worker.html",
            depends_on=("basics.filed_by", "unit.register_id"),
            titles=(
                (is_family_death, "您的家人"),
                (is_death, "去世的职工"),
                (is_disease, "得病的人"),
            ),
        ),
        Step(
            name="filer",
            part=PEOPLE,
            title="申请人",
            form=people.FilerForm,
            when=filed_for_another,
            depends_on=("basics.filed_by",),
        ),
        Step(
            name="employer",
            part=PEOPLE,
            title="用人单位",
            form=employer.EmployerForm,
            when=employer_is_asked,
            template="injury_claims/filing_employer.html",
        ),
        Step(
            name="workplace",
            part=PEOPLE,
            title="参保和上班的地方",
            form=work.WorkplaceForm,
            depends_on=("unit.register_id", "employer.register_id"),
        ),
        Step(name="proof", part=PEOPLE, title="上班的证明", form=work.ProofForm),
        Step(
            name="accident", part=COURSE, title="事故经过", form=harm.AccidentForm, when=is_accident
        ),
        Step(name="disease", part=COURSE, title="职业病", form=harm.DiseaseForm, when=is_disease),
        Step(
            name="injury",
            part=COURSE,
            title="伤情和医院",
            form=harm.InjuryForm,
            when=injury_is_asked,
            depends_on=("basics.kind", "basics.condition"),
            titles=((is_death, "救治的经过"),),
        ),
        Step(
            name="ground",
            part=COURSE,
            title="属于哪种情形",
            form=ground.GroundForm,
            depends_on=("basics.kind", "basics.condition"),
        ),
        Step(
            name="violence",
            part=COURSE,
            title="受到暴力",
            form=ground.ViolenceForm,
            when=claims("G14_3"),
        ),
        Step(
            name="trip", part=COURSE, title="因工外出", form=ground.TripForm, when=claims("G14_5")
        ),
        Step(
            name="commute",
            part=COURSE,
            title="上下班路上",
            form=ground.CommuteForm,
            when=claims("G14_6"),
        ),
        Step(
            name="statute",
            part=COURSE,
            title="法律依据",
            form=ground.OtherLawForm,
            when=claims("G14_7"),
        ),
        Step(
            name="illness",
            part=COURSE,
            title="突发疾病",
            form=ground.IllnessForm,
            when=claims("G15_1"),
        ),
        Step(
            name="rescue",
            part=COURSE,
            title="抢险救灾",
            form=ground.RescueForm,
            when=claims("G15_2"),
        ),
        Step(
            name="veteran",
            part=COURSE,
            title="旧伤复发",
            form=ground.VeteranForm,
            when=claims("G15_3"),
        ),
        Step(
            name="materials",
            part=PAPERS,
            title="材料",
            form=closing.MaterialsForm,
            template="wizard/upload.html",
        ),
        Step(
            name="notices",
            part=CLOSING,
            title="谁会收到消息",
            form=closing.NoticesForm,
            template="injury_claims/filing_notices.html",
            depends_on=("basics.filed_by",),
        ),
        Step(
            name="consent",
            part=CLOSING,
            title="个人信息",
            form=closing.ConsentForm,
            template="injury_claims/filing_consent.html",
            depends_on=("basics.filed_by",),
        ),
    ),
    submit=submit,
    receipt=receipt,
    start=start,
    start_template="injury_claims/filing_start.html",
    check=check,
    check_template="injury_claims/filing_check.html",
    about=about_whom,
    whom=draft_name,
)
