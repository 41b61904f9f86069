"""System checks of the procedures: a table with a hole is found before it is served."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from portal.cases.kinds import Kind, all_kinds
from portal.cases.pages import pages_of
from portal.letters import templates
from portal.notifications import notices
from portal.ui.icons import NAMES
from portal.ui.parts import CLASSES
from portal.workflow.process import BEFORE, NEW, SAME, Act
from portal.workflow.roles import OUTSIDERS

ADDRESSES = frozenset({"papers", "letters", "why", "parties", "answers"})
"""Names that stand in addresses of a case and so cannot be acts."""


def check_procedures(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong with the registered procedures."""
    return [
        Error(message, id=f"cases.{code}") for kind in all_kinds() for code, message in faults(kind)
    ]


def faults(kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield code and sentence of each hole in a procedure."""
    yield from _state_faults(kind)
    yield from _word_faults(kind)
    for act in kind.process.acts():
        for code, message in _act_faults(kind, act):
            yield code, f"{kind.code}.{act.name}: {message}"


def _state_faults(kind: Kind) -> Iterator[tuple[str, str]]:
    process = kind.process
    reached = _reached(kind)
    for state in process.states:
        if state not in reached:
            yield "E001", f"{kind.code}: no act leads to the state {state}"
    for state in process.open_states():
        if not any(state in process.sources_of(act) for act in _moving(process.acts())):
            yield "E002", f"{kind.code}: the open state {state} has no exit"


def _word_faults(kind: Kind) -> Iterator[tuple[str, str]]:
    for state in kind.process.states:
        label = kind.states.get(state)
        if label is None:
            yield "E006", f"{kind.code}: the state {state} has no label"
        elif label.icon not in NAMES or label.tone not in CLASSES:
            yield "E006", f"{kind.code}: the state {state} has an unknown icon or tone"
    for name in kind.effects:
        if name not in {act.name for act in kind.process.acts()}:
            yield "E005", f"{kind.code}: there is an effect of {name}, which is no act"


def _act_faults(kind: Kind, act: Act) -> Iterator[tuple[str, str]]:
    if act.name not in kind.acts:
        yield "E006", "the act has no label"
    if act.name in ADDRESSES:
        yield "E008", "the name of the act is an address of the case"
    yield from _paper_faults(kind, act)
    if act.then and not _is_system_act(kind, act.then):
        yield "E009", f"{act.then} follows, which is no act of the system"
    yield from _page_faults(kind, act)


def _paper_faults(kind: Kind, act: Act) -> Iterator[tuple[str, str]]:
    known = {template.kind for template in templates.registered()}
    texts = {notice.name for notice in notices.registered()}
    for letter in act.letters:
        if letter not in kind.process.papers:
            yield "E003", f"the letter {letter} is not among the papers of the process"
        if letter not in known:
            yield "E003", f"the letter {letter} has no template"
    for notice in act.notices:
        if notice not in kind.process.tells:
            yield "E004", f"the notice {notice} is told to nobody"
        if notice not in texts:
            yield "E004", f"the notice {notice} has no text"


def _page_faults(kind: Kind, act: Act) -> Iterator[tuple[str, str]]:
    """Yield what the pages lack: forms for facts, words for conditions that need no facts."""
    if act.source is NEW or act.is_system:
        return
    pages = pages_of(kind.code)
    page = pages.party if OUTSIDERS.issuperset(act.roles) else pages.office
    if page is None:
        return
    if act.facts is not None and act.name not in pages.forms:
        yield "E007", "people perform the act, and it has no form for its facts"
    for rule in act.requires:
        if act.facts is None and rule.name not in pages.guard_words:
            yield "E010", f"the condition {rule.name} has no words for the checklist"


def _is_system_act(kind: Kind, name: str) -> bool:
    return any(act.name == name and act.is_system for act in kind.process.acts())


def _moving(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield the acts that leave the state they start from."""
    return (act for act in acts if act.target is not SAME)


def _reached(kind: Kind) -> set[str]:
    """Return the states that some way from a new case leads to."""
    process = kind.process
    reached = {str(act.target) for act in process.acts() if act.source is NEW}
    grew = True
    while grew:
        grew = False
        for act in process.acts():
            if act.target in {SAME, BEFORE} or act.source is NEW:
                continue
            if str(act.target) not in reached and reached & set(process.sources_of(act)):
                reached.add(str(act.target))
                grew = True
    return reached
