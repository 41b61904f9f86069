"""Filings and reports of the demonstration, told through their acts at chosen days."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from portal import clock
from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.workflow.process import Process
from registration.demo.register import Units, credit_code
from registration.filings import facts as f
from registration.filings.filing import open_filing, open_registration
from registration.filings.process import CancellationProcess, ChangeProcess
from registration.models import Employer
from registration.uninsured.facts import Reported
from registration.uninsured.process import ReportProcess
from registration.uninsured.receiving import Contact, receive

Go = Callable[..., datetime]
CENTRE = "任城区演示社会工作服务中心"
MILL = "任城区演示面粉厂"


def tell_filings(units: Units, people: Mapping[str, User], go: Go) -> int:
    """Tell a filing in each state that officers work on, and two reports; return how many."""
    told = 0
    for story in (_duty, _changed, _correcting, _checked, _approved, _registration):
        story(units, people, go)
        told += 1
    go(6)
    _reported(MILL, Contact())
    go(4)
    reference = _reported(CENTRE, Contact("匿名热心人", "19900000003"))
    perform(Case.objects.get(reference=reference), ReportProcess.look_into, by=people["registrar"])
    return told + 2


def _duty(units: Units, people: Mapping[str, User], go: Go) -> None:
    """待申报: the agency learned of a change, twenty-two days ago."""
    day = go(22).date()
    facts = f.DutyNoted(day, "市场监管部门已核准变更法定代表人")
    _open(ChangeProcess, units.branch, people["registrar"], facts, act="note_duty")


def _changed(units: Units, people: Mapping[str, User], go: Go) -> None:
    """已提交: a new address."""
    go(2)
    _open(ChangeProcess, units.machines, people["agent"], _new_address("任城区演示路 19 号"))


def _correcting(units: Units, people: Mapping[str, User], go: Go) -> None:
    """待补正."""
    go(8)
    facts = _new_address("任城区演示新区")
    case = _open(ChangeProcess, units.logistics, people["agent"], facts)
    go(6)
    missing = f.Correction("地址请写到门牌号。")
    perform(case, ChangeProcess.notify_correction, by=people["registrar"], facts=missing)


def _checked(units: Units, people: Mapping[str, User], go: Go) -> None:
    """待复核: the end of a noodle shop that owes nothing."""
    day = go(7).date()
    facts = f.CancellationFiled(day, "不再经营，已结清工资")
    case = _open(CancellationProcess, units.noodles, people["school"], facts)
    go(3)
    perform(
        case,
        CancellationProcess.propose,
        by=people["registrar"],
        facts=f.Proposal(
            is_approval=True, opinion="没有欠费", tax_check="向税务部门电话核对，没有欠费（演示）"
        ),
    )


def _approved(units: Units, people: Mapping[str, User], go: Go) -> None:
    """已办结: a school with a new head."""
    day = go(40).date()
    facts = f.ChangeFiled(day, (("legal_representative", "演示新校长"),), consents=True)
    case = _open(ChangeProcess, units.school, people["school"], facts)
    go(38)
    proposal = f.Proposal(is_approval=True)
    perform(case, ChangeProcess.propose, by=people["registrar"], facts=proposal)
    go(37)
    perform(case, ChangeProcess.approve, by=people["register_reviewer"])


def _registration(units: Units, people: Mapping[str, User], go: Go) -> None:
    """已提交: a centre that the business register does not hand over."""
    go(5)
    asked = {
        "credit_code": credit_code(21),
        "name": CENTRE,
        "kind": "social_group",
        "legal_representative": "演示负责人",
        "county": "370811",
        "town": "370811002",
        "address": "任城区演示社区 2 号",
        "phone": "0537-0000000",
        "parent": "",
        "industry_code": "",
        "contact": "周校办",
    }
    facts = f.RegistrationFiled(
        clock.today() - timedelta(days=20), tuple(asked.items()), consents=True
    )
    user = people["school"]
    open_registration(facts, by=user, phone=user.phone, key=uuid.uuid4())


def _open(
    process: type[Process], unit: Employer, by: User, facts: object, *, act: str = "submit"
) -> Case:
    return open_filing(process, process.act(act), unit, by=by, facts=facts, key=uuid.uuid4())


def _new_address(address: str) -> f.ChangeFiled:
    day = clock.today() - timedelta(days=9)
    return f.ChangeFiled(day, (("address", address),), consents=True)


def _reported(name: str, contact: Contact) -> str:
    facts = Reported(
        unit_name=name,
        credit_code="",
        county="370811",
        place="任城区演示路 7 号",
        since="今年三月起",
        how_many="十来个人",
        story="没有签合同，工资条上没有社保，问了单位说不给办。",
        is_worker=True,
        code_hash="",
    )
    return receive(facts, contact, key=uuid.uuid4()).reference
