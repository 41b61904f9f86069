"""What the three filings of an employer bring to the kernel."""

from portal.cases.kinds import Kind
from portal.workflow.process import Process
from registration.filings import labels, letters
from registration.filings.process import PROCESSES
from registration.models import EmployerFiling


def _kind(process: type[Process]) -> Kind:
    names = {act.name for act in process.acts()}
    return Kind(
        process=process,
        detail=EmployerFiling,
        states={state: labels.STATES[state] for state in process.states},
        acts={name: words for name, words in labels.ACTS.items() if name in names},
        write_letter=letters.inputs_for,
        title=process.title,
        is_about_employer=True,
    )


KINDS = {process.code: _kind(process) for process in PROCESSES}
