"""Who somebody at work really is: a name or number that was entered wrongly, put right once.

The officer has seen the document. Another name for the same number is a slip of the pen and changes
the entry of the person; another number means another entry: the work goes there, with what was
paid for it, and nothing else of either person moves.
"""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from portal import clock
from portal.accounts.identifiers import (
    KIND_LABELS,
    PERSON_KINDS,
    IdentityKind,
    birthday,
    gender,
    normalise,
    validate_identity_number,
)
from portal.accounts.identities import number_index
from portal.accounts.mandates import agents_of
from portal.accounts.models import Identity, User
from portal.accounts.nationalities import CHINESE, foreign
from portal.audit.verbs import Verb
from portal.cases.forms import ReasonField
from portal.crypto import mask_id
from portal.notifications.send import Post, notify_many
from portal.ui.dates import civil
from portal.ui.forms import PortalForm
from registration.entries import (
    AlreadyAtWorkError,
    NewPerson,
    keep_apart,
    locked,
    note_change,
    person_of,
)
from registration.models import (
    Contribution,
    Employment,
    EmploymentChange,
    Person,
    ProjectWorker,
)
from registration.people.adding import SEXES
from registration.people.forms import FOREIGN_KINDS
from registration.people.notices import WHO
from registration.records.own import Shown
from registration.records.parts import note_look
from registration.rules.ages import (
    Standing,
    Worker,
    is_minor,
    overage_is_insurable,
    standing,
    worker_is_sixteen,
)

OTHER_NAME = "这个号码在登记簿里是另一个姓名，请核对证件；登记簿错了的，先更正那一边"
OVERLAP = "这个人在本单位这段时间已经有一段用工，请先核对那一段"
PAID_TWICE = "这个人在本单位已经有同一个月的缴费，请先请税务部门更正缴费"
SAME = "和登记的一样，没有要更正的"


class NotThisPersonError(Exception):
    """The work cannot go to this person; the field and the sentence say why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class WhoCorrectForm(PortalForm):
    """Name and number as the document says, and what was seen."""

    kind = forms.ChoiceField(
        label="用什么证件", choices=[(one.value, KIND_LABELS[one]) for one in PERSON_KINDS]
    )
    number = forms.CharField(
        label="证件号码",
        max_length=30,
        help_text="照证件写全，号码没有错的也再写一遍",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="姓名",
        max_length=80,
        help_text="和证件上一样",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nationality = forms.ChoiceField(
        label="国籍", required=False, help_text="护照、外国人永久居留身份证才选"
    )
    reason = ReasonField(
        label="看了什么材料，为什么更正",
        max_length=200,
        help_text="例如：看了身份证原件，单位录错一位",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the nationalities of foreigners."""
        super().__init__(*args, **kwargs)
        nationality: Any = self.fields["nationality"]
        nationality.choices = [("", "请选择"), *foreign().items()]
        nationality.hide_optional = True

    def clean_name(self) -> str:
        """A name of one character is a slip of the thumb."""
        name = " ".join(self.cleaned_data["name"].split())
        if len(name) < 2:
            raise ValidationError("姓名太短，请照证件写全")
        return name

    def clean(self) -> dict[str, Any]:
        """Check the number by its kind."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") and said.get("number"):
            try:
                said["number"] = validate_identity_number(said["kind"], said["number"])
            except ValueError as error:
                self.add_error("number", str(error))
        if said.get("kind") not in FOREIGN_KINDS:
            said["nationality"] = CHINESE
        elif not said.get("nationality"):
            self.add_error("nationality", "外国人的证件，请选择国籍")
        return said

    def seen(self) -> Shown:
        """Return what the document says."""
        said = self.cleaned_data
        return Shown(said["kind"], said["number"], said["name"])


@transaction.atomic
def correct_person(
    work: Employment, seen: Shown, *, nationality: str, reason: str, by: User, request: HttpRequest
) -> Employment:
    """Put right who somebody at work is; raises NotThisPersonError.

    The ledger of the work keeps both names and the masked numbers; the audit names both people.
    """
    locked(work.employer_id, no_key=True)
    rows = Employment.objects.select_for_update(of=("self",)).select_related("person__identity")
    row = rows.get(pk=work.pk)
    before: Person = row.person
    mine: Identity = before.identity
    is_same = (mine.kind, mine.number_index) == (seen.kind, number_index(seen.number))
    if is_same and normalise(before.name) == normalise(seen.name):
        raise NotThisPersonError("name", SAME)
    told = []
    if normalise(row.person_name) != normalise(seen.name):
        told.append(f"姓名：{row.person_name} → {seen.name}")
    changed = [row]
    if is_same:
        changed += _rename(before, seen.name, at=row)
    else:
        told += _move(row, before, seen, nationality)
        told.insert(0, f"证件号码：{mask_id(mine.number)} → {mask_id(seen.number)}")
    for one in changed:
        _note(one, "；".join(told), by=by)
    for person_id in {before.pk, row.person_id}:
        note_look(request, person_id, Verb.WORK_CORRECTED, reason)
    work.refresh_from_db()
    return work


def _note(row: Employment, told: str, *, by: User) -> None:
    """Write into the course of the work what reads differently now, and tell its unit."""
    what = EmploymentChange.What.CORRECTED
    note_change(row, what, on=clock.today(), by=by, text=told[:200])
    _tell_agents(row)


def _tell_agents(row: Employment) -> None:
    """Whoever acts for the unit learns that one of its entries reads differently now."""
    link = reverse("registration:unit_person", args=[row.employer_id, row.pk])
    change = row.changes.latest("pk")
    notify_many(
        Post(
            notice=WHO.name,
            key=f"put_right:{change.pk}:u{user}",
            user_id=user,
            context={"unit": row.employer.name},
            link=link,
        )
        for user in agents_of(row.employer_id).values_list("user_id", flat=True)
    )


def _rename(person: Person, name: str, *, at: Employment) -> list[Employment]:
    """Give a person another name wherever it is shown; return the work at other units."""
    others = Employment.objects.filter(person=person).exclude(pk=at.pk)
    elsewhere = list(others.select_related("employer").order_by("pk"))
    Person.objects.filter(pk=person.pk).update(name=name)
    Identity.objects.filter(pk=person.pk).update(name=name)
    Employment.objects.filter(person=person).update(person_name=name)
    ProjectWorker.objects.filter(person=person).update(person_name=name)
    return elsewhere


def _move(row: Employment, before: Person, seen: Shown, nationality: str) -> list[str]:
    """Let the work and what was paid for it be another person's; return what else changes."""
    after = _person(seen, nationality, like=before)
    if sentence := worker_is_sixteen(_worker(after, row)):
        raise NotThisPersonError("number", sentence)
    told = _judge_age(row, before, after)
    row.person, row.person_name = after, after.name
    try:
        keep_apart(row, started_on=row.started_on, ended_on=row.ended_on)
    except AlreadyAtWorkError:
        raise NotThisPersonError("number", OVERLAP) from None
    row.is_minor = is_minor(after.born_on, on=row.ended_on or clock.today())
    row.save(update_fields=["person", "person_name", "is_minor", "kind", "outlet"])
    paid = Contribution.objects.filter(
        person=before, employer=row.employer_id, month__gte=row.started_on.replace(day=1)
    )
    if row.ended_on is not None:
        paid = paid.filter(month__lte=row.ended_on)
    theirs = Contribution.objects.filter(person=after, employer=row.employer_id)
    if theirs.filter(month__in=paid.values("month")).exists():
        raise NotThisPersonError("number", PAID_TWICE)
    paid.update(person=after)
    return told


def _worker(person: Person, row: Employment) -> Worker:
    """Return somebody at this work as old as on the day on which it was entered."""
    return Worker(person.born_on, person.sex, row.started_on, civil(row.entered_at))


def _judge_age(row: Employment, before: Person, after: Person) -> list[str]:
    """Let the kind of the work follow another age, as adding does; return the change in words.

    Two people of one standing keep the kind: whoever delays the retirement by agreement may.
    """
    worker = _worker(after, row)
    now = standing(worker)
    if now is standing(_worker(before, row)):
        return []
    kind = row.kind
    if now is Standing.OVERAGE:
        if sentence := overage_is_insurable(worker):
            raise NotThisPersonError("number", sentence)
        row.kind, row.outlet = Employment.Kind.OVERAGE, None
    elif row.kind == Employment.Kind.OVERAGE:
        row.kind = Employment.Kind.EMPLOYEE
    if row.kind == kind:
        return []
    kinds = dict(Employment.Kind.choices)
    return [f"用工形式：{kinds[kind]} → {kinds[row.kind]}"]


def _person(seen: Shown, nationality: str, *, like: Person) -> Person:
    """Return the person with this number; what it does not tell stays that of the same human."""
    found = Person.objects.filter(
        identity__kind=seen.kind, identity__number_index=number_index(seen.number)
    ).first()
    if found is not None:
        if normalise(found.name) != normalise(seen.name):
            raise NotThisPersonError("name", OTHER_NAME)
        return found
    born_on = birthday(seen.kind, seen.number) or like.born_on
    new = NewPerson(
        IdentityKind(seen.kind),
        seen.number,
        seen.name,
        SEXES.get(gender(seen.kind, seen.number)) or like.sex,
        born_on,
    )
    return person_of(replace(new, nationality=nationality, phone=like.phone))
