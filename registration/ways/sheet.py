"""参保指引单: the answer on paper, with the window of the place; nothing personal stands on it."""

from datetime import date
from pathlib import Path

from portal.law.words import day_words
from portal.letters import render
from portal.letters.templates import LetterTemplate, register
from portal.offices.models import Office
from registration.ways.table import Way

FORM = LetterTemplate(
    kind="insurance_way",
    title="参保指引单",
    source=Path(__file__).parent / "insurance_way.typ",
    seal="",
    has_head=False,
)


def register_sheet() -> None:
    """Make the form known to the letters of the portal."""
    register(FORM)


def sheet(way: Way, *, office: Office, on: date) -> bytes:
    """Return the sheet for one way at one place."""
    inputs = {
        "facts": [
            ("您的情况", way.who),
            ("能不能参加", way.answer),
            ("可以参加的", way.open_to),
            ("从哪一天起", day_words(way.since) if way.since else "已经施行"),
            ("办理窗口", office.full_name),
            ("地址", office.address),
            ("电话", office.phone or "12333"),
            ("依据", "；".join(str(source) for source in way.basis)),
        ],
        "why": way.why,
        "steps": [step.text for step in way.steps],
    }
    return render.blank(FORM, inputs=inputs, office=office, on=on)
