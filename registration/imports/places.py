"""Where a row belongs: counties and towns by code or name, and whether the agency may take it."""

from dataclasses import dataclass

from portal.offices.models import County, Office, Town
from registration.access import counties_of

CITY = "济宁市"
PROVINCE = "山东省"
SHORT = {"高新区": "370871", "经开区": "37089J"}
ENDINGS = ("人民政府", "办事处")


@dataclass(frozen=True)
class Places:
    """The reference data of places, read once for a run; `own` is None for the city's agency."""

    counties: dict[str, County]
    towns: dict[tuple[str, str], Town]
    own: frozenset[str] | None

    @classmethod
    def of(cls, office: Office) -> "Places":
        """Read the places, and which counties an agency keeps."""
        counties: dict[str, County] = {}
        for county in County.objects.all():
            counties |= {county.code: county, county.name: county}
            counties[county.name.removeprefix("济宁")] = county
        counties |= {word: counties[code] for word, code in SHORT.items() if code in counties}
        towns = {}
        for town in Town.objects.all():
            towns[town.county_id, town.code] = town
            towns[town.county_id, town.name] = town
        own = None if office.is_city_level else frozenset(_codes(office))
        return cls(counties, towns, own)

    def county(self, text: str) -> County:
        """Return a county by code or name, or raise ValueError with the reason."""
        found = self.counties.get(text) or self.counties.get(
            text.removeprefix(PROVINCE).removeprefix(CITY)
        )
        if found is None and len(text) == 12 and text.endswith("000000"):
            found = self.counties.get(text[:6])
        if found is None:
            raise ValueError(f"县市区“{text[:20]}”不是本市的县市区")
        return found

    def town(self, county: County, text: str) -> Town:
        """Return a town of a county by code or name, or raise ValueError with the reason."""
        words = [text, text[:9]] if text[:9].isdigit() and len(text) == 12 else [text]
        words += [text.removesuffix(ending) for ending in ENDINGS]
        for word in words:
            if found := self.towns.get((county.code, word)):
                return found
        raise ValueError(f"{county.name}没有“{text[:20]}”这个镇街")

    def is_own(self, county_code: str) -> bool:
        """Say whether the agency keeps the register of a county."""
        return self.own is None or county_code in self.own


def _codes(office: Office) -> list[str]:
    return [row["county_id"] for row in counties_of(office)]
