"""Who opens a case: the table names the roles of every act that begins one, and nobody else may."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from faq.consult import facts as asking
from faq.consult.process import QuestionProcess, VoiceProcess
from injury_claims.filing import file_claim
from injury_claims.process import ClaimProcess
from portal import clock
from portal.accounts.models import Mandate, User
from portal.cases.kinds import all_kinds
from portal.cases.models import Case, Entry
from portal.cases.perform import Opening, open_case
from portal.cases.refusals import Refused
from portal.offices.jurisdiction import agency_of
from portal.workflow.process import NEW, Process
from portal.workflow.roles import Role
from registration.filings import facts as f
from registration.filings.filing import open_filing, open_registration
from registration.filings.process import CancellationProcess, ChangeProcess, RegistrationProcess
from registration.models import Employer
from registration.projects.facts import ProjectFiled
from registration.projects.filing import open_project
from registration.projects.process import ProjectProcess
from registration.subsidy.process import SubsidyProcess
from registration.uninsured.process import ReportProcess
from tests import factories as make
from tests.cast import Cast
from tests.registration import filing, making, projects
from tests.registration.subsidies import application
from tests.registration.test_uninsured_report import TOLD

pytestmark = pytest.mark.django_db
HAPPENED = date(2026, 11, 10)
ASKED = (
    ("kind", "social_group"),
    ("credit_code", making.credit_code(9_100_001)),
    ("name", "济宁演示志愿者协会"),
    ("legal_representative", "仲会长"),
    ("county", "370811"),
    ("town", ""),
    ("address", "济宁市任城区演示路 5 号"),
    ("phone", "0537-2200005"),
    ("parent", ""),
    ("industry_code", ""),
    ("contact", "仲经办"),
)
Open = Callable[[Cast, Employer, User | None], object]


def _filing(process: type[Process], name: str, facts: object) -> Open:
    return lambda cast, unit, by: open_filing(
        process, process.act(name), unit, by=by, facts=facts, key=uuid.uuid4()
    )


def _registration(cast: Cast, unit: Employer, by: User | None) -> object:
    facts = f.RegistrationFiled(HAPPENED, ASKED)
    return open_registration(facts, by=by, phone="13800000009", key=uuid.uuid4())  # type: ignore[arg-type]


def _project(cast: Cast, unit: Employer, by: User | None) -> object:
    facts = ProjectFiled(
        name="演示花园三号楼",
        number="370811202611240101",
        county="370811",
        town="",
        address="演示路",
        cost=Decimal("12345678.99"),
        begins_on=projects.BEGINS,
        ends_on=projects.ENDS,
    )
    return open_project(unit, by=by, facts=facts, key=uuid.uuid4())  # type: ignore[arg-type]


def _report(cast: Cast, unit: Employer, by: User | None) -> object:
    opening = Opening(
        ReportProcess.code, (), agency_of("370811", on=clock.today()), "", TOLD.unit_name
    )
    return open_case(ReportProcess.report, opening, by=by, facts=TOLD, key=uuid.uuid4())


def _question(cast: Cast, unit: Employer, by: User | None) -> object:
    opening = Opening(QuestionProcess.code, (), cast.office, "", "咨询：别的事")
    told = asking.Asked("公司注销了，津贴找谁？", "", "worker", "")
    return open_case(QuestionProcess.ask, opening, by=by, facts=told, key=uuid.uuid4())


def _voice(cast: Cast, unit: Employer, by: User | None) -> object:
    opening = Opening(VoiceProcess.code, (), cast.office, "", "表扬")
    told = asking.Told("窗口很耐心。", False, "", None, may_be_shown=True, code_hash="")
    return open_case(VoiceProcess.tell, opening, by=by, facts=told, key=uuid.uuid4())


@dataclass(frozen=True)
class Row:
    """How a case is opened, who may, in which capacity, and who may not; None is the system."""

    open: Open
    by: str | None
    role: Role
    others: tuple[str | None, ...]


OFFICERS = ("registrar", "register_reviewer", "handler", "clerk", "do_everything", "administrator")
SUBMIT_CHANGE = f.ChangeFiled(HAPPENED, (("address", filing.NEW_ADDRESS),))
FOR_UNITS = ("stranger", *OFFICERS, None)
FOR_REGISTRARS = ("agent", "stranger", "register_reviewer", "foreign_registrar", "handler")
ROWS = {
    (ClaimProcess.code, "submit"): Row(
        lambda cast, unit, by: file_claim(make.filing(), by=by, key=uuid.uuid4()),  # type: ignore[arg-type]
        "worker",
        Role.APPLICANT,
        (*OFFICERS, None),
    ),
    (ChangeProcess.code, "submit"): Row(
        _filing(ChangeProcess, "submit", SUBMIT_CHANGE), "agent", Role.EMPLOYER, FOR_UNITS
    ),
    (ChangeProcess.code, "note_duty"): Row(
        _filing(ChangeProcess, "note_duty", f.DutyNoted(HAPPENED, "换了法定代表人")),
        "registrar",
        Role.REGISTRAR,
        FOR_REGISTRARS,
    ),
    (CancellationProcess.code, "submit"): Row(
        _filing(CancellationProcess, "submit", f.CancellationFiled(HAPPENED, "股东会决议解散")),
        "agent",
        Role.EMPLOYER,
        FOR_UNITS,
    ),
    (CancellationProcess.code, "note_duty"): Row(
        _filing(CancellationProcess, "note_duty", f.DutyNoted(HAPPENED, "登记机关已经注销")),
        None,
        Role.SYSTEM,
        FOR_REGISTRARS,
    ),
    (RegistrationProcess.code, "submit"): Row(
        _registration, "stranger", Role.EMPLOYER, (*OFFICERS, None)
    ),
    (ProjectProcess.code, "submit"): Row(_project, "agent", Role.EMPLOYER, FOR_UNITS),
    (SubsidyProcess.code, "apply"): Row(
        lambda cast, unit, by: application(by),  # type: ignore[arg-type]
        "worker",
        Role.APPLICANT,
        (*OFFICERS, None),
    ),
    (QuestionProcess.code, "ask"): Row(
        _question, None, Role.SYSTEM, ("worker", "agent", *OFFICERS)
    ),
    (VoiceProcess.code, "tell"): Row(_voice, None, Role.SYSTEM, ("worker", "agent", *OFFICERS)),
    (ReportProcess.code, "report"): Row(_report, None, Role.SYSTEM, ("worker", "agent", *OFFICERS)),
}


@pytest.fixture
def unit(cast: Cast) -> Employer:
    """A construction company with its agent."""
    return projects.contractor(cast, legal_representative="钱经理", phone="0537-2200001")


def somebody(cast: Cast, name: str | None) -> User | None:
    """Return one of the cast, or the system."""
    return None if name is None else getattr(cast, name)


def test_every_act_that_opens_a_case_stands_in_this_table() -> None:
    opening = {
        (kind.code, act.name)
        for kind in all_kinds()
        for act in kind.process.acts()
        if act.source is NEW
    }
    assert opening == ROWS.keys()


@pytest.mark.parametrize("name", ROWS, ids=".".join)
def test_who_holds_a_role_of_the_act_opens_the_case(
    cast: Cast, unit: Employer, name: tuple[str, str]
) -> None:
    row = ROWS[name]
    row.open(cast, unit, somebody(cast, row.by))
    entry = Entry.objects.select_related("case").get()
    assert (entry.case.kind, entry.act, entry.role) == (*name, row.role)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param(name, other, id=f"{'.'.join(name)}-{other}")
        for name, row in ROWS.items()
        for other in row.others
    ],
)
def test_who_holds_none_opens_nothing(
    cast: Cast, unit: Employer, name: tuple[str, str], other: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        ROWS[name].open(cast, unit, somebody(cast, other))
    (reason,) = refused.value.reasons
    assert reason.sentence.endswith("可以办理这个事项。")
    assert reason.basis
    assert not Case.objects.exists()


def test_a_mandate_that_has_ended_opens_nothing(cast: Cast, unit: Employer) -> None:
    Mandate.objects.filter(user=cast.agent).update(to_on=date(2026, 11, 23))
    with pytest.raises(Refused, match="只有用人单位可以办理"):
        ROWS[ChangeProcess.code, "submit"].open(cast, unit, cast.agent)
