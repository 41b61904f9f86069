"""An employer's agent files: the own units come first, and nothing known is typed again."""

from typing import Any

from django import forms

from injury_claims.filing_forms.employer import hit_label
from portal.wizard.forms import Line, StepForm
from registration.api import own_units, unit_of

ANOTHER = "another"


class OwnUnitForm(StepForm):
    """For which of the agent's verified units the application is made."""

    short = {"unit": "单位"}
    unit = forms.ChoiceField(
        label="您替哪家单位申请？",
        widget=forms.RadioSelect,
        error_messages={"required": "请选一家单位"},
    )

    def prepare(self) -> None:
        """Offer the units for which this account was verified; the only one is chosen already."""
        hits = own_units(self.telling.draft.user)
        field: Any = self.fields["unit"]
        field.choices = [
            *((str(hit.id), hit_label(hit)) for hit in hits),
            (ANOTHER, "不在这里，另外写"),
        ]
        if len(hits) == 1:
            field.initial = str(hits[0].id)

    def clean(self) -> dict[str, Any]:
        """Take name, code and place of the unit from the register."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("unit", ANOTHER)
        unit = None if chosen == ANOTHER else unit_of(int(chosen))
        return cleaned | {
            "register_id": unit.id if unit else None,
            "name": unit.name if unit else "",
            "county": unit.county if unit else "",
            "address": unit.address if unit else "",
        }

    def lines(self) -> list[Line]:
        """Return the chosen unit; another one is told by its own step."""
        name = self.cleaned_data["name"]
        return [Line(label="单位", text=name, name="unit")] if name else []
