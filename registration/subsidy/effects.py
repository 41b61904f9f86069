"""What each act on an application for the subsidy writes."""

from portal.accounts.models import Identity
from portal.cases import serving
from portal.cases.kinds import Doing, Done, effect
from portal.cases.models import Case
from portal.cases.refusals import Reason, Refused
from portal.letters.models import Letter
from portal.workflow.service import Served
from registration.models import FlexibleSubsidy, SubsidyMonth, SubsidyRule
from registration.models.subsidy import rule_on
from registration.subsidy import facts as f
from registration.subsidy.amounts import Share, month_amount, total
from registration.subsidy.process import SubsidyProcess as P
from registration.subsidy.rules import HOUSE, NO_RULE, month_words, over_length


@effect(P, P.apply)
def write_application(case: Case, facts: f.Applied, done: Doing) -> FlexibleSubsidy:
    """Keep the status and the months."""
    subsidy = FlexibleSubsidy.objects.create(
        case=case,
        identity_id=facts.identity_id,
        ground_id=facts.ground_id,
        ground_number=facts.ground_number,
        ground_until=facts.ground_until,
    )
    SubsidyMonth.objects.bulk_create(
        SubsidyMonth(
            subsidy=subsidy,
            identity_id=facts.identity_id,
            month=one.month,
            pension=one.pension,
            medical=one.medical,
        )
        for one in facts.months
    )
    return subsidy


@effect(P, P.propose)
def keep_proposal(subsidy: FlexibleSubsidy, facts: f.Proposal, done: Doing) -> None:
    """Keep what was proposed by whom; whoever checks has the case."""
    subsidy.proposal, subsidy.reason = facts.proposal, facts.reason
    subsidy.retires_on, subsidy.proposed_by = facts.retires_on, done.by
    subsidy.returned_because = ""
    subsidy.status_checked = facts.checked
    subsidy.ground_until = facts.until or subsidy.ground_until
    subsidy.case.handler = done.by
    subsidy.save()


@effect(P, P.return_to_checker)
def send_back(subsidy: FlexibleSubsidy, facts: f.Because, done: Doing) -> None:
    """Keep why the proposal came back."""
    subsidy.proposal, subsidy.returned_because = "", facts.reason
    subsidy.save()


@effect(P, P.approve)
def grant(subsidy: FlexibleSubsidy, facts: None, done: Doing) -> None:
    """Fix what is granted for each month; applications of one person wait for each other."""
    Identity.objects.select_for_update().get(pk=subsidy.identity_id)
    months = list(subsidy.months.order_by("month"))
    taken = sorted(subsidy.granted_before() & {one.month for one in months})
    if taken:
        raise Refused(Reason(f"{month_words(taken)}已经补贴过，一人一个月只补一次。", str(HOUSE)))
    if sentence := over_length(subsidy, retires_on=subsidy.retires_on):
        raise Refused(Reason(sentence, str(HOUSE)))
    for one in months:
        one.amount = month_amount(one.paid, _share(rule_on(one.month)))
        one.granted_on = done.on
    SubsidyMonth.objects.bulk_update(months, ["amount", "granted_on"])
    subsidy.amount, subsidy.granted_on = total(one.amount for one in months), done.on
    subsidy.save()


@effect(P, P.record_service)
def keep_service(subsidy: FlexibleSubsidy, facts: Served, done: Done) -> None:
    """Keep the service of the refusal."""
    letter = Letter.objects.get(pk=facts.letter_id, case=subsidy.case)
    serving.record(letter, party=subsidy.party(), served=facts, done=done)


@effect(P, P.pay_out)
def keep_payment(subsidy: FlexibleSubsidy, facts: f.PaidOut, done: Doing) -> None:
    """Keep the day on which the money went out."""
    subsidy.paid_on = facts.paid_on
    subsidy.save()


def _share(rule: SubsidyRule | None) -> Share:
    if rule is None:
        raise Refused(Reason(NO_RULE, str(HOUSE)))
    return Share(rule.numerator, rule.denominator, rule.month_cap)
