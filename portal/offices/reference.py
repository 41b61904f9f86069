"""Reference data that every installation needs; higher floors register loaders of their own."""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models

from portal.offices.models import County, Jurisdiction, Office, Town

DATA = Path(__file__).parent / "data"


class Loaded(NamedTuple):
    """How many rows a loader made, and how many it found and left as they are."""

    created: int
    kept: int


Loader = Callable[[], Loaded]
_loaders: dict[str, Loader] = {}


def register(name: str, loader: Loader) -> None:
    """Have a loader run by `manage.py load_reference`, after those registered before it."""
    if _loaders.setdefault(name, loader) is not loader:
        raise ValueError(f"reference data {name!r} has two loaders")


def load_all(*, but: Collection[str] = ()) -> Iterator[tuple[str, Loaded]]:
    """Run all loaders in order of registration, save those named."""
    for name, loader in _loaders.items():
        if name not in but:
            yield name, loader()


def load_counties() -> Loaded:
    """Load the counties, and the other places where an employer may be insured."""
    return _load(
        County, key="code", rows=({**row, "sort": int(row["sort"])} for row in _read("counties"))
    )


def load_towns() -> Loaded:
    """Load the towns."""
    rows = (
        {"code": row["township_code"], "name": row["township"], "county_id": row["county_code"]}
        for row in _read("townships")
    )
    return _load(Town, key="code", rows=rows)


def load_offices() -> Loaded:
    """Load the offices; what an administrator changed stays changed."""
    rows = (_office(row) for row in _read("offices"))
    return _load(Office, key="code", rows=rows)


def load_jurisdictions() -> Loaded:
    """Load which office decides for which county, for counties that have no row yet."""
    offices = dict(Office.objects.values_list("code", "pk"))
    rows = (
        {
            "county_id": row["county"],
            "office_id": offices[row["office"]],
            "power": row["power"],
            "from_on": date.fromisoformat(row["from_on"]),
            "is_provisional": row["is_provisional"] == "1",
            "note": row["note"],
        }
        for row in _read("jurisdictions")
    )
    return _load(Jurisdiction, key=("county_id", "power"), rows=rows)


def _office(row: Mapping[str, str]) -> dict[str, Any]:
    """Return the field values of one office."""
    values: dict[str, Any] = {**row}
    values["county_id"] = values.pop("county") or None
    values["is_city_level"] = row["is_city_level"] == "1"
    values["sort"] = int(row["sort"])
    return values


def _read(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one data file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _load(
    model: type[models.Model], *, key: str | tuple[str, ...], rows: Iterator[dict[str, Any]]
) -> Loaded:
    """Insert the rows whose key is not there yet."""
    names = (key,) if isinstance(key, str) else key
    manager = model._default_manager
    known = set(manager.values_list(*names))
    fresh, kept = [], 0
    for row in rows:
        if tuple(row[name] for name in names) in known:
            kept += 1
        else:
            fresh.append(model(**row))
    manager.bulk_create(fresh)
    return Loaded(created=len(fresh), kept=kept)


register("县市区", load_counties)
register("镇街", load_towns)
register("办事机构", load_offices)
register("管辖", load_jurisdictions)
