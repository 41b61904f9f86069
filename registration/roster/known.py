"""What the register knows of the people of a chunk of lines, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from registration.models import Employer, Employment, Person, RosterRow, RosterUpload
from registration.people.adding import Applicant

Key = tuple[str, str]
COUNTED = (RosterRow.State.READY, RosterRow.State.HIDDEN, RosterRow.State.ALREADY)


@dataclass
class Known:
    """People and their work here by document and index, and earlier lines by index.

    `guessed` are the lines that were not as the register has the person: the same number again is
    not compared again.
    """

    people: dict[Key, Person] = field(default_factory=dict)
    work: dict[int, list[Employment]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    guessed: dict[str, int] = field(default_factory=dict)

    def person(self, applicant: Applicant, index: str) -> Person | None:
        """Return the person with this number, if there is one."""
        return self.people.get((applicant.kind, index))

    def work_here(self, person: Person, applicant: Applicant) -> Employment | None:
        """Return work here that is not over on the first day."""
        return next(
            (
                one
                for one in self.work.get(person.pk, [])
                if one.ended_on is None or one.ended_on >= applicant.first_day
            ),
            None,
        )


def of(indexes: Iterable[str], *, upload: RosterUpload, employer: Employer) -> Known:
    """Return what is known of these numbers."""
    wanted = [index for index in indexes if index]
    people = Person.objects.select_related("identity").filter(identity__number_index__in=wanted)
    known = Known({(one.identity.kind, one.identity.number_index): one for one in people})
    ids = [person.pk for person in known.people.values()]
    for work in Employment.objects.filter(employer=employer, person__in=ids):
        known.work.setdefault(work.person_id, []).append(work)
    earlier = RosterRow.objects.filter(upload=upload, number_index__in=wanted)
    for index, line, state in earlier.values_list("number_index", "line", "state"):
        if state in COUNTED:
            known.lines[index] = line
        elif state == RosterRow.State.WRONG:
            known.guessed[index] = line
    return known
