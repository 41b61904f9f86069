"""What happened with a filing, for its employer in plain words."""

from collections.abc import Sequence

from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.views.course import entries_of, papers_of_entry
from portal.letters.models import Letter
from portal.ui.parts import TimelineItem

LINES = {
    "note_duty": ("告知您申报", "从这件事发生的那天起算期限。"),
    "submit": ("提交了申报", ""),
    "file": ("提交了申报", ""),
    "close_duty": ("不用申报了", "经办机构核实过了。"),
    "withdraw": ("撤回了申报", ""),
    "notify_correction": ("请您补正", "要补正的一次列全，写在告知书里。"),
    "supply_correction": ("补正了申报", "办理期限从第二天重新起算。"),
    "propose": ("核对过了，转入复核", "由另一名工作人员复核。"),
    "approve": ("办好了", ""),
    "refuse": ("没有办理", "理由和不服怎么办，写在告知书里。"),
    "record_service": ("文书送达了您", ""),
}


def course_for_employer(case: Case, letters: Sequence[Letter]) -> list[TimelineItem]:
    """Return what the employer reads, newest first; inner steps of the agency are left out."""
    process = kind_of(case.kind).process
    return [
        TimelineItem(
            on=entry.on,
            title=LINES[entry.act][0],
            text=LINES[entry.act][1],
            papers=papers_of_entry(case, entry, letters),
        )
        for entry in entries_of(case)
        if entry.act in LINES and not process.act(entry.act).internal
    ]
