"""The check of a roster: line after line in chunks, each chunk one transaction that moves it on.

Whoever is killed in the middle leaves whole chunks behind; the next run goes on after them. Two
runs at once do no harm: a chunk is written only by the run that comes first to its place.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from time import monotonic

from django.db import transaction

from portal import clock
from portal.accounts.identities import number_index
from portal.law.words import day_words
from registration.models import Employment, RosterRow, RosterUpload
from registration.people.adding import DIFFERS, differing_field
from registration.roster import known, reading, uploads
from registration.roster.cells import Line
from registration.roster.checking import Checked, LineReader
from registration.roster.known import Known
from registration.roster.outlets import Outlets
from registration.roster.reading import Found
from registration.roster.refusals import TableRefused

CHUNK = 500
ATTEMPTS = 6
DIFFERING_A_DAY = 50
TOO_MANY_DIFFER = (
    "今天和登记信息对不上的人太多，没有再往下核对。请对照证件改好姓名和证件号码，明天再上传"
)
GUESSED = (
    "和第 {line} 行是同一个证件号码，那一行和登记的不一样，这一行没有再核对。请只留照证件写的一行"
)
BROKE = "系统没有核对完这个表格。请再上传一次；还不行就把要登记的人复制到我们的模板里"
LOST = "存着的表格不见了，没有核对完。请再上传一次"
WITHOUT_ANY = 60.0

State = RosterRow.State


class _OvertakenError(Exception):
    """Another run has moved the upload on, or it is there no more."""


def run(upload: RosterUpload, *, seconds: float = WITHOUT_ANY) -> bool:
    """Check what is not checked yet, until the time is up; say whether it is finished."""
    if not _begin(upload):
        return True
    end = monotonic() + seconds
    try:
        path = uploads.path_of(upload.storage_name)
        if not path.is_file():
            _fail(upload, LOST)
            return True
        with reading.opened(path, after=upload.done_line) as (_, lines):
            is_finished = _go(upload, lines, end=end)
        if is_finished:
            _finish(upload)
    except _OvertakenError:
        return True
    except TableRefused as refusal:
        _fail(upload, str(refusal))
        return True
    return is_finished


def _begin(upload: RosterUpload) -> bool:
    """Count the attempt, so that what kills its worker is not tried for ever."""
    with transaction.atomic():
        row = _locked(upload)
        if row is None or row.state != RosterUpload.State.CHECKING:
            return False
        row.attempts += 1
        row.moved_at = clock.now()
        row.save(update_fields=["attempts", "moved_at"])
    _copy(upload, row)
    if row.attempts > ATTEMPTS:
        _fail(upload, BROKE)
        return False
    return True


def _go(upload: RosterUpload, lines: Iterator[Line], *, end: float) -> bool:
    found = Found.of(upload.found)
    reader = LineReader(
        found.columns,
        is_1904=found.is_1904,
        today=clock.today(),
        outlets=Outlets.of(upload.employer),
    )
    width = max(len(found.titles), 1)
    while chunk := list(islice(lines, CHUNK)):
        checked = [(line, reader.check(line)) for line in chunk]
        if not _write(upload, checked, width=width):
            return True
        if monotonic() > end:
            return upload.done >= upload.people
    return True


def _write(upload: RosterUpload, chunk: list[tuple[Line, Checked]], *, width: int) -> bool:
    """Write a chunk of rows and move the upload on; False when it was stopped for good."""
    indexes = [_index(checked) for _, checked in chunk]
    with transaction.atomic():
        row = _locked(upload)
        if row is None or row.done_line != upload.done_line:
            raise _OvertakenError
        about = known.of(indexes, upload=upload, employer=upload.employer)
        judge = _Judge(about, left=_guesses_left(row))
        rows = [
            judge.row(row, line, checked, index=index, width=width)
            for (line, checked), index in zip(chunk, indexes, strict=True)
        ]
        if judge.is_over:
            row.differing += judge.left
            _stop(row, TOO_MANY_DIFFER)
            _copy(upload, row)
            return False
        RosterRow.objects.bulk_create(rows)
        row.done += len(rows)
        row.done_line = chunk[-1][0].number
        row.differing += judge.differing
        row.attempts = 1
        row.moved_at = clock.now()
        row.save(update_fields=["done", "done_line", "differing", "attempts", "moved_at"])
    _copy(upload, row)
    return True


class _Judge:
    """Says what may be done with each line of a chunk, in their order."""

    def __init__(self, about: Known, *, left: int) -> None:
        self.about = about
        self.left = left
        self.differing = 0

    @property
    def is_over(self) -> bool:
        """Say whether more lines than allowed were not as the register has them."""
        return self.differing > self.left

    def row(
        self, upload: RosterUpload, line: Line, checked: Checked, *, index: str, width: int
    ) -> RosterRow:
        """Return the row to be written for a line."""
        state = self._state(line, checked, index)
        if index and state in known.COUNTED:
            self.about.lines.setdefault(index, line.number)
        content = checked.kept()
        content["cells"] = checked.texts[:width]
        return RosterRow(
            upload=upload,
            line=line.number,
            state=state,
            is_hidden=line.is_hidden,
            is_chosen=state == State.READY,
            number_index=index,
            content=content,
        )

    def _state(self, line: Line, checked: Checked, index: str) -> State:
        applicant = checked.applicant
        if not checked.is_good or applicant is None:
            return State.WRONG
        if index in self.about.guessed:
            checked.problems.append(GUESSED.format(line=self.about.guessed[index]))
            return State.DUPLICATE
        person = self.about.person(applicant, index)
        if person is not None and differing_field(applicant, person):
            self.differing += 1
            self.about.guessed[index] = line.number
            checked.problems.append(f"姓名、性别、出生日期或者国籍{DIFFERS}")
            return State.WRONG
        work = person and self.about.work_here(person, applicant)
        if work:
            checked.notes.append(_since(work))
            return State.ALREADY
        if index in self.about.lines:
            checked.problems.append(f"和第 {self.about.lines[index]} 行是同一个证件号码")
            return State.DUPLICATE
        return State.HIDDEN if line.is_hidden else State.READY


def _index(checked: Checked) -> str:
    one = checked.applicant
    return number_index(one.number) if one is not None and checked.is_good else ""


def _guesses_left(upload: RosterUpload) -> int:
    """Return how many lines may still differ from the register today: each is a guess at it."""
    since = clock.now() - timedelta(days=1)
    today = RosterUpload.objects.filter(employer=upload.employer_id, uploaded_at__gt=since)
    return max(0, DIFFERING_A_DAY - sum(today.values_list("differing", flat=True)))


def _finish(upload: RosterUpload) -> None:
    """Say that all lines are checked; the table itself is needed no more."""
    with transaction.atomic():
        row = _locked(upload)
        if row is None or row.state != RosterUpload.State.CHECKING:
            return
        row.state = RosterUpload.State.CHECKED
        row.storage_name = ""
        row.save(update_fields=["state", "storage_name"])
    uploads.drop(upload.storage_name)
    _copy(upload, row)


def _fail(upload: RosterUpload, sentence: str) -> None:
    """Give the check up with the sentence for the person."""
    with transaction.atomic():
        row = _locked(upload)
        if row is None or row.state != RosterUpload.State.CHECKING:
            return
        _stop(row, sentence)
    _copy(upload, row)


def _stop(row: RosterUpload, sentence: str) -> None:
    """Write that the check has ended without success; its table goes with the commit."""
    name = row.storage_name
    row.state = RosterUpload.State.FAILED
    row.failure = sentence
    row.storage_name = ""
    row.save(update_fields=["state", "failure", "storage_name", "differing"])
    transaction.on_commit(lambda: uploads.drop(name), robust=True)


def _locked(upload: RosterUpload) -> RosterUpload | None:
    rows = RosterUpload.objects.select_for_update(of=("self",))
    return rows.filter(pk=upload.pk).first()


def _copy(upload: RosterUpload, row: RosterUpload) -> None:
    """Let the caller's object say what is written."""
    for name in ("state", "done", "done_line", "differing", "attempts", "failure", "storage_name"):
        setattr(upload, name, getattr(row, name))


def _since(work: Employment) -> str:
    """Say since when somebody is at work here, and what is still to be done about it."""
    if work.ended_on is not None:
        return f"在本单位的上一段用工到{day_words(work.ended_on)}才结束"
    if work.reported_on is None:
        return "已经记下，还没有申报参保，请到“我的职工”里申报"
    return f"{day_words(work.started_on)}起已在本单位登记"
