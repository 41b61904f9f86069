"""The period of the directory, which is the house's own."""

from portal.law.instruments import HOUSE_RULES
from portal.law.term import Binds, Term, Unit
from portal.law.values import local

DIRECTORY_CHECK = Term(
    "directory_check",
    "季度核实办事机构信息的期限",
    local("directory_check_days"),
    Unit.DAY,
    HOUSE_RULES.article(16),
    Binds.OFFICE,
    duty="核实办事机构信息",
)
