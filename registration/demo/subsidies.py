"""Applications for the subsidy in the demonstration, and a list that was published; invented."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.law.term import corresponding_day
from registration.demo.register import id_number
from registration.models import FlexibleSubsidy, SubsidyGround
from registration.subsidy.facts import Applied, Paid, Proposal
from registration.subsidy.filing import Applicant, apply_for, identity_of
from registration.subsidy.process import SubsidyProcess as P
from registration.subsidy.rolls import make_roll, publish
from registration.subsidy.rules import GRANT, REFUSE

Go = Callable[..., datetime]
COUNTY = "370811"
REGISTER, UNTIL = FlexibleSubsidy.Checked.REGISTER.value, date(2028, 12, 31)
PENSION, MEDICAL = Decimal("879.60"), Decimal("362.00")


def tell_subsidies(people: Mapping[str, User], *, citizen: User, go: Go) -> int:
    """Tell two that stand in a published list, one refused, one to be decided, one received."""
    listed = [_story("灵活阿姨", 601, citizen, go, 40), _story("零工师傅", 602, citizen, go, 38)]
    refused = _story("重复申请人", 603, citizen, go, 30)
    decided = ((listed[0], GRANT, ""), (listed[1], GRANT, ""), (refused, REFUSE, "证明已经过期。"))
    go(28)
    for case, proposal, reason in decided:
        facts = Proposal(proposal, reason, None, checked=REGISTER, until=UNTIL)
        perform(case, P.propose, by=people["registrar"], facts=facts)
    go(27)
    for case in listed:
        perform(case, P.approve, by=people["register_reviewer"])
    perform(refused, P.refuse, by=people["register_reviewer"])
    go(20)
    roll = make_roll(listed[0].office, by=people["registrar"], key=uuid.uuid4())
    go(19)
    publish(roll, by=people["register_reviewer"])
    checked = _story("待定大姐", 604, citizen, go, 6)
    go(4)
    granting = Proposal(GRANT, "", None, checked=REGISTER, until=UNTIL)
    perform(checked, P.propose, by=people["registrar"], facts=granting)
    _story("新来大哥", 605, citizen, go, 2)
    return 5


def _story(name: str, serial: int, by: User, go: Go, days_ago: int) -> Case:
    """Apply for the three months before, so many days ago."""
    go(days_ago)
    this_month = clock.today().replace(day=1)
    months = [corresponding_day(this_month, months=-back) for back in (3, 2, 1)]
    number = id_number(date(1974, 5, 6), serial)
    who = Applicant(IdentityKind.RESIDENT_ID, number, name, by.phone, COUNTY)
    ground = SubsidyGround.objects.order_by("pk").first()
    if ground is None:
        raise LookupError("the statuses of the subsidy were not loaded")
    facts = Applied(
        identity_id=identity_of(who).pk,
        ground_id=ground.pk,
        ground_number=f"YS{serial:06d}",
        ground_until=UNTIL,
        months=tuple(Paid(month, PENSION, MEDICAL) for month in months),
    )
    return apply_for(facts, who, by=by, key=uuid.uuid4())
