"""单位登记的三种申报 as tables: change, cancellation, and registration by hand."""

from portal.law.instruments import INSURANCE_LAW
from portal.workflow.process import NEW, Act, Process, Start
from registration import terms
from registration.filings import facts
from registration.filings import process_parts as parts
from registration.filings.process_parts import DUTY_TELLS, ENDS, PAPERS, RECEIVED, TELLS, E
from registration.filings.states import FilingState as S
from registration.filings.states import RegistrationState
from registration.rules import filing

BY_HAND = INSURANCE_LAW.article(57, 1)
CHANGED = (filing.event_is_past, filing.something_changes)


class ChangeProcess(Process):
    """A change of what is registered of an employer, from the duty to the register."""

    code = "employer-change"
    title = "单位变更登记"
    states = S
    ends = (*ENDS, S.CLOSED)

    note_duty = parts.note_duty(duty=terms.CHANGE_DUTY)
    submit = parts.file(
        facts.ChangeFiled,
        duty=terms.CHANGE_DUTY,
        requires=CHANGED,
        late=filing.change_is_in_time,
    )
    file = parts.file(
        facts.ChangeFiled,
        duty=terms.CHANGE_DUTY,
        requires=CHANGED,
        late=filing.change_is_in_time,
        was_noted=True,
    )
    close_duty = parts.close_duty(duty=terms.CHANGE_DUTY)
    notify_correction = parts.notify_correction(check=terms.AGENCY_CHECK)
    supply_correction = parts.supply_correction(
        facts.ChangeFiled,
        check=terms.AGENCY_CHECK,
        requires=CHANGED,
    )
    withdraw = parts.withdraw(filing.duty_was_not_noticed)
    propose = parts.propose(filing.employer_is_active, filing.parent_fits)
    return_to_checker = parts.return_to_checker()
    approve = parts.approve(filing.employer_is_active, filing.parent_fits, check=terms.AGENCY_CHECK)
    refuse = parts.refuse(check=terms.AGENCY_CHECK)
    record_service = parts.record_service()

    papers = PAPERS
    tells = TELLS | DUTY_TELLS


class CancellationProcess(Process):
    """The end of an employer on the register, which nothing that is owed may outlive."""

    code = "employer-cancellation"
    title = "单位注销登记"
    states = S
    ends = (*ENDS, S.CLOSED)

    note_duty = parts.note_duty(duty=terms.CANCELLATION_DUTY)
    submit = parts.file(
        facts.CancellationFiled,
        duty=terms.CANCELLATION_DUTY,
        requires=(filing.event_is_past,),
        late=filing.cancellation_is_in_time,
    )
    file = parts.file(
        facts.CancellationFiled,
        duty=terms.CANCELLATION_DUTY,
        requires=(filing.event_is_past,),
        late=filing.cancellation_is_in_time,
        was_noted=True,
    )
    close_duty = parts.close_duty(duty=terms.CANCELLATION_DUTY)
    notify_correction = parts.notify_correction(check=terms.AGENCY_CHECK)
    supply_correction = parts.supply_correction(
        facts.CancellationFiled, check=terms.AGENCY_CHECK, requires=(filing.event_is_past,)
    )
    withdraw = parts.withdraw(filing.duty_was_not_noticed)
    propose = parts.propose(
        filing.employer_is_active,
        filing.payment_is_known,
        filing.nothing_is_owed,
        filing.no_unit_is_active,
    )
    return_to_checker = parts.return_to_checker()
    approve = parts.approve(
        filing.employer_is_active,
        filing.payment_is_known,
        filing.nothing_is_owed,
        filing.no_unit_is_active,
        check=terms.AGENCY_CHECK,
    )
    refuse = parts.refuse(check=terms.AGENCY_CHECK)
    record_service = parts.record_service()

    papers = PAPERS
    tells = TELLS | DUTY_TELLS


class RegistrationProcess(Process):
    """The registration by hand of an employer that no business register hands over."""

    code = "employer-registration"
    title = "单位参保登记"
    states = RegistrationState
    ends = tuple(RegistrationState(state.value) for state in ENDS)

    submit = Act(
        source=NEW,
        target=S.SUBMITTED,
        by=E,
        basis=BY_HAND,
        facts=facts.RegistrationFiled,
        requires=(filing.event_is_past, filing.kind_registers_by_hand),
        flags=(filing.registration_is_in_time,),
        starts=(Start(terms.REGISTRATION_CHECK),),
        notices=RECEIVED,
    )
    notify_correction = parts.notify_correction(check=terms.REGISTRATION_CHECK, basis=BY_HAND)
    supply_correction = parts.supply_correction(
        facts.RegistrationFiled,
        check=terms.REGISTRATION_CHECK,
        basis=BY_HAND,
        requires=(filing.event_is_past, filing.kind_registers_by_hand),
    )
    withdraw = parts.withdraw(filing.duty_was_not_noticed)
    propose = parts.propose(filing.code_is_free, filing.parent_fits)
    return_to_checker = parts.return_to_checker()
    approve = parts.approve(
        filing.code_is_free, filing.parent_fits, check=terms.REGISTRATION_CHECK, basis=BY_HAND
    )
    refuse = parts.refuse(check=terms.REGISTRATION_CHECK, basis=BY_HAND)
    record_service = parts.record_service()

    papers = PAPERS
    tells = TELLS


PROCESSES: tuple[type[Process], ...] = (ChangeProcess, CancellationProcess, RegistrationProcess)
