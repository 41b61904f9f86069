"""Construction projects of the demonstration: one in each part of the way; all of it invented."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.offices.models import County
from registration.demo.people import let_act_for
from registration.demo.register import credit_code, id_number
from registration.entries import NewPerson, enter_employer, person_of
from registration.filings import facts as filings
from registration.models import Employer, Project
from registration.projects.facts import Paid, ProjectFiled
from registration.projects.filing import open_project
from registration.projects.process import ProjectProcess as P
from registration.projects.roster import enter_worker

Go = Callable[..., datetime]
BUILDERS = "济宁演示建设工程有限公司"
BUILDER_SERIAL = 9
COUNTY = "370811"
PEOPLE = (
    ("梁大柱", date(1978, 3, 2), 511, "male", "钢筋班"),
    ("砌小芳", date(1985, 7, 19), 512, "female", "瓦工班"),
    ("支模生", date(1991, 10, 8), 513, "male", "木工班"),
)


def tell_projects(people: Mapping[str, User], *, agent: User, go: Go) -> int:
    """Tell a project that is insured, one to be decided, one to be corrected, one refused."""
    unit = _builders(agent)
    _insured(unit, agent, people, go)
    go(9)
    missing = _file(unit, agent, "演示大桥维修", "370811YANSHI0102", "3860000.00")
    go(6)
    told = filings.Correction("许可证号和合同上的不一致，请写许可证号。")
    perform(missing, P.notify_correction, by=people["registrar"], facts=told)
    go(7)
    waiting = _file(unit, agent, "演示中学教学楼", "370811YANSHI0103", "21500000.00")
    go(3)
    _propose(waiting, people, filings.Proposal(is_approval=True, opinion="合同价已核对"))
    go(15)
    refused = _file(unit, agent, "演示厂房加固", "370811YANSHI0104", "980000.00")
    go(12)
    reason = "施工许可证已经被注销。"
    _propose(refused, people, filings.Proposal(is_approval=False, refusal_reason=reason))
    go(11)
    perform(refused, P.refuse, by=people["register_reviewer"])
    return 4


def _insured(unit: Employer, agent: User, people: Mapping[str, User], go: Go) -> None:
    """已参保: half a year old, paid, with people on its roster."""
    go(190)
    case = _file(unit, agent, "演示花园三号楼", "370811YANSHI0101", "12345678.99")
    go(186)
    _propose(case, people, filings.Proposal(is_approval=True))
    go(185)
    perform(case, P.approve, by=people["register_reviewer"])
    go(180)
    project = Project.objects.get(pk=case.pk)
    receipt = "337080260500001234"
    paid = Paid(project.contribution, clock.today(), receipt)
    perform(case, P.record_payment, by=people["registrar"], facts=paid)
    for name, born_on, serial, sex, team in PEOPLE:
        number = id_number(born_on, serial)
        person = person_of(NewPerson(IdentityKind.RESIDENT_ID, number, name, sex, born_on))
        enter_worker(project, person, from_on=clock.today(), team=team, by=agent, key=uuid.uuid4())


def _propose(case: Case, people: Mapping[str, User], proposal: filings.Proposal) -> None:
    perform(case, P.propose, by=people["registrar"], facts=proposal)


def _file(unit: Employer, agent: User, name: str, number: str, cost: str) -> Case:
    today = clock.today()
    facts = ProjectFiled(
        name=name,
        number=number,
        county=COUNTY,
        town="",
        address="演示大道与样板路路口",
        cost=Decimal(cost),
        begins_on=today,
        ends_on=today + timedelta(days=540),
        consents=True,
    )
    return open_project(unit, by=agent, facts=facts, key=uuid.uuid4())


def _builders(agent: User) -> Employer:
    unit = enter_employer(
        credit_code(BUILDER_SERIAL),
        by=None,
        values={
            "name": BUILDERS,
            "kind": "company",
            "county": County.objects.get(code=COUNTY),
            "address": "任城区演示大道 66 号",
            "industry_code": "E4710",
            "legal_representative": "演示负责人",
            "founded_on": date(2012, 5, 8),
            "registered_on": date(2012, 5, 8),
            "source": Employer.Source.BUSINESS_REGISTER,
            "as_of": clock.today(),
        },
    )
    let_act_for(agent, unit.identity)
    return unit
