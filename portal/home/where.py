"""哪个窗口办我的事: matter and place are asked, one window is the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from portal.home.matters import Matter, all_matters, matter_named
from portal.offices.directory import insurance_counties
from portal.offices.jurisdiction import NoOfficeError
from portal.offices.models import County, Town
from portal.offices.towns import towns_to_choose
from portal.offices.windows import Window, window_for
from portal.ui.forms import PortalForm, with_hint

ANY_TOWN = "any"


@dataclass(frozen=True)
class Found:
    """The answer: for which matter and place, and the window, if there is one."""

    matter: Matter
    county: County
    town: Town | None
    window: Window | None

    @property
    def place(self) -> str:
        """Return the place as people name it."""
        if self.town is None:
            return self.county.name
        return self.town.county.name + self.town.name

    @property
    def managed_by(self) -> County | None:
        """Return the functional area that manages the town instead of its county."""
        if self.window is None or self.town is None:
            return None
        return self.window.county if self.window.county != self.town.county else None


class WhereForm(PortalForm):
    """What is to be done, and where; the towns are asked once the county is known."""

    matter = forms.ChoiceField(label="您要办什么？", widget=forms.RadioSelect)
    county = forms.ChoiceField(
        label="县市区",
        help_text="单位参加工伤保险的地方；没有参保的，选单位干活的地方。",
        error_messages={"invalid_choice": "这个地方不在济宁市的名录里，请重新选择"},
    )
    town = forms.ChoiceField(label="镇街", required=False)

    def __init__(self, asked: Mapping[str, str], *, on: date) -> None:
        super().__init__(asked if "matter" in asked or "county" in asked else None)
        self.counties = list(insurance_counties())
        known = {one.code for one in self.counties} & {asked.get("county", "")}
        self.towns = {town.code: town for code in known for town in towns_to_choose(code, on=on)}
        matter, county, town = (self.fields[name] for name in ("matter", "county", "town"))
        if isinstance(matter, forms.ChoiceField):
            matter.choices = [(one.name, with_hint(one.title, one.hint)) for one in all_matters()]
        if isinstance(county, forms.ChoiceField):
            county.choices = [("", "请选择"), *((one.code, one.name) for one in self.counties)]
        if not self.towns:
            del self.fields["town"]
        elif isinstance(town, forms.ChoiceField):
            town.choices = [("", "请选择"), *self._town_choices()]
            town.hide_optional = True  # type: ignore[attr-defined]
        self._forget_foreign_town()

    @property
    def asks_town(self) -> bool:
        """Say whether only the town is missing."""
        return "town" in self.fields and not self.cleaned_data["town"]

    def found(self, *, on: date) -> Found:
        """Return the answer to a valid form."""
        matter = matter_named(self.cleaned_data["matter"])
        county = next(one for one in self.counties if one.code == self.cleaned_data["county"])
        town = self.towns.get(self.cleaned_data.get("town", ""))
        try:
            window = window_for(
                matter.power, county=county, town=town, on=on, is_for_towns=matter.is_for_towns
            )
        except NoOfficeError:
            window = None
        return Found(matter, county, town, window)

    def _town_choices(self) -> list[tuple[str, str]]:
        """Return the towns, and the way on for those who do not know theirs."""
        named = [(code, town.name) for code, town in self.towns.items()]
        return [*named, (ANY_TOWN, "说不清是哪个镇街")]

    def _forget_foreign_town(self) -> None:
        """Ask again for a town that belongs to the county chosen before."""
        if self.is_bound and self.data.get("town") not in {*self.towns, ANY_TOWN}:
            self.data = {**self.data, "town": ""}
