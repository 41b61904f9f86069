"""What happened to a case since a page was shown, and how typed contents differ from it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import strip_tags

from portal.cases.forms import ActForm
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Entry
from portal.ui import dates
from portal.ui.parts import TimelineItem


@dataclass(frozen=True)
class Difference:
    """A field of which the typed version and the present one are not the same."""

    label: str
    typed: str
    present: str


def changes_since(case: Case, version: int) -> list[TimelineItem]:
    """Return the acts after a version, newest first; each act raised the version by one."""
    kind = kind_of(case.kind)
    entries = (
        Entry.objects.filter(case=case, number__gt=version).select_related("by").order_by("-number")
    )
    return [
        TimelineItem(
            on=entry.recorded_at,
            title=kind.acts[entry.act].done,
            effect=f"{dates.cn_time(entry.recorded_at)}，{entry.by.name if entry.by else '系统'}",
        )
        for entry in entries
    ]


def differences(form: ActForm) -> list[Difference]:
    """Return the fields whose contents come from the case and now differ from what was typed."""
    if not form.compares:
        return []
    fresh = type(form)(case=form.case, by=form.by)
    found = []
    for bound in form.visible_fields():
        if bound.name not in fresh.fields:
            continue
        present = _words(fresh[bound.name], fresh[bound.name].initial)
        typed = _words(bound, bound.value())
        if present and present != typed:
            found.append(Difference(str(bound.label), typed or "（空）", present))
    return found


def _words(bound: BoundField, value: Any) -> str:
    field = bound.field
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): strip_tags(str(label)) for key, label in choices}
        values = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(labels.get(str(one), str(one or "")) for one in values)
    if isinstance(value, (list, tuple)):
        return " ".join(str(one) for one in value if one)
    return "" if value is None else str(value)
