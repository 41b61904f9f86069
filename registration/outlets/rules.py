"""Who joins through a courier outlet: the five jobs, and which unit answers for a terminal."""

from dataclasses import dataclass

from portal.law.citation import Citation
from portal.law.instruments import OUTLETS_NOTICE, OVERAGE_RULES
from portal.law.rule import rule
from registration.rules.ages import Standing, Worker, standing
from registration.rules.told import Told

NOTICE = Citation(OUTLETS_NOTICE)
JOBS = ("收寄", "分拣", "运输", "投递", "查询")


@dataclass(frozen=True)
class Terminal:
    """A terminal that is entered under a unit; `is_licensed` is whether the unit has a licence."""

    is_licensed: bool


@rule(NOTICE)
def job_is_of_couriers(job: str) -> str | None:
    """Only the five jobs of an outlet join work-injury insurance first and alone."""
    if job in JOBS:
        return None
    names = "、".join(JOBS)
    return f"按快递网点参保的岗位只有{names}这五种（{NOTICE}）。别的岗位请按职工登记"


@rule(OVERAGE_RULES.article(15))
def age_leaves_the_outlet_open(worker: Worker) -> str | None:
    """Who has, or may have, reached the age of retirement is registered by age, at outlets too."""
    if standing(worker) in {Standing.ORDINARY, Standing.MINOR}:
        return None
    return "已经到了或者可能到了法定退休年龄，按年龄登记，不按快递网点登记"


@rule(NOTICE)
def terminal_has_a_licensed_unit(terminal: Terminal) -> str | None:
    """A terminal that is only filed is insured through the licensed unit to which it belongs."""
    if terminal.is_licensed:
        return None
    return f"备案的末端网点由有经营许可的快递企业登记（{NOTICE}），请先填本单位的经营许可号"


FIRST_AND_ALONE = Told("快递网点的从业人员可以先单独参加工伤保险，别的险种不用同时参加", NOTICE)
LIABLE = Told(
    "只备过案的末端网点，由所属的许可企业在许可地参保，并由许可企业承担用人单位责任", NOTICE
)
