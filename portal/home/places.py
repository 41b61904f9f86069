"""Which office handles a matter: the question of the places page and its honest answer."""

from dataclasses import dataclass
from datetime import date

from django import forms

from portal.offices.directory import insurance_counties
from portal.offices.jurisdiction import NoOfficeError
from portal.offices.models import Office, Power, Town
from portal.offices.windows import window_for
from portal.ui.forms import PortalForm


@dataclass(frozen=True)
class Answer:
    """The office that decides, and what is not certain about it."""

    place: str
    office: Office | None
    is_provisional: bool = False


class PlaceForm(PortalForm):
    """One question: where is the employer insured, or where is the work done."""

    place = forms.ChoiceField(
        label="县市区，或者镇街",
        help_text="选您单位参加工伤保险的地方。没有参保的，选单位干活的地方。",
        error_messages={"invalid_choice": "这个地方不在济宁市的名录里，请重新选择"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        if isinstance(place, forms.ChoiceField):
            place.choices = _choices()


def answer(place: str, *, on: date) -> Answer:
    """Return the office for a county or town code."""
    town = Town.objects.select_related("county").filter(code=place).first()
    county = town.county if town else insurance_counties().get(code=place)
    name = f"{county.name}{town.name}" if town else county.name
    try:
        window = window_for(Power.RECOGNITION, county=county, town=town, on=on)
    except NoOfficeError:
        return Answer(place=name, office=None)
    return Answer(place=name, office=window.office, is_provisional=window.is_provisional)


def _choices() -> list[tuple[str, object]]:
    """Return all counties, each followed by its towns."""
    towns: dict[str, list[tuple[str, str]]] = {}
    for code, name, in_county in Town.objects.values_list("code", "name", "county_id"):
        towns.setdefault(in_county, []).append((code, name))
    groups: list[tuple[str, object]] = [("", "请选择")]
    for county in insurance_counties():
        inner = towns.get(county.code)
        if inner:
            groups.append((county.name, [(county.code, f"{county.name}（全部）"), *inner]))
        else:
            groups.append((county.code, county.name))
    return groups
