"""The writer of the postal authority's list: one row for each number, the newer list wins.

Nothing of the register is changed by a list: who is not on it any more is only shown to be so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from registration.imports import values
from registration.imports.columns import Subject, label_of
from registration.imports.places import Places
from registration.imports.results import (
    Batch,
    Outcome,
    Result,
    newer_is_kept,
    refusal,
    shown,
)
from registration.imports.values import Cells
from registration.models import Employer, OutletListing
from registration.outlets.numbers import outlet_number

OPEN = {"正常", "正常营业", "正常经营", "营业", "在营", "有效"}
CLOSED = {"停业", "歇业", "停止营业", "关闭", "注销", "已注销", "撤销", "失效"}
FIELDS = ("name", "credit_code", "county_id", "is_open")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a row says of an outlet."""

    line: int
    number: str
    said: dict[str, Any]


def write_listings(batch: Batch) -> list[Result]:
    """Write the rows of a list; the caller holds the transaction."""
    good, results = _checked(batch)
    known = OutletListing.objects.filter(number__in=[one.number for one in good])
    found = {row.number: row for row in known.select_for_update().order_by("number")}
    units = _units(batch.places, good)
    new: list[OutletListing] = []
    moved: list[OutletListing] = []
    for one in good:
        row = found.get(one.number)
        unit = units.get(number_index(one.said["credit_code"]))
        if row is None:
            new.append(OutletListing(number=one.number, as_of=batch.run.as_of, **one.said))
            results.append(_result(one, Outcome.ADDED, "", unit))
            continue
        result = _changed(batch, row, one, unit)
        results.append(result)
        if result.outcome is not Outcome.REFUSED and row.as_of <= batch.run.as_of:
            moved.append(_filled(row, one, batch))
    OutletListing.objects.bulk_create(new)
    OutletListing.objects.bulk_update(moved, [*FIELDS, "as_of"], batch_size=500)
    return results


def _checked(batch: Batch) -> tuple[list[Listed], list[Result]]:
    good: list[Listed] = []
    bad: list[Result] = []
    for row in batch.rows:
        cells = Cells(row.cells)
        cells.reasons = batch.reasons(row)
        one = None if row.fault else _read(row.line, cells, batch.places)
        if one is None or cells.reasons:
            bad.append(refusal(row.line, cells.text("name"), cells.reasons))
        else:
            good.append(one)
    return good, bad


def _read(line: int, cells: Cells, places: Places) -> Listed | None:
    number = cells.need("number", _label("number"), outlet_number)
    name = cells.need("name", _label("name"), values.words(_label("name"), 120))
    code = cells.need("credit_code", _label("credit_code"), values.credit_code)
    county = cells.need("county", _label("county"), places.county)
    is_open = cells.need("status", _label("status"), _is_open)
    if county is not None and not places.is_own(county.code):
        cells.reasons.append(f"这个网点在{county.name}，不归本机构导入")
    if cells.reasons or number is None or county is None:
        return None
    said = {"name": name, "credit_code": code, "county_id": county.code, "is_open": is_open}
    return Listed(line, number, said)


def _is_open(text: str) -> bool:
    if text in OPEN:
        return True
    if text in CLOSED:
        return False
    raise ValueError(f"状态“{text[:20]}”认不出来，应写正常、停业或者注销")


def _changed(batch: Batch, row: OutletListing, one: Listed, unit: int | None) -> Result:
    """Say what a row that is there would become."""
    if not batch.places.is_own(row.county_id):
        county = batch.places.counties[row.county_id]
        reason = f"这个号码的网点登记在{county.name}，不归本机构导入"
        return refusal(one.line, one.said["name"], [reason])
    differing = {name: value for name, value in one.said.items() if getattr(row, name) != value}
    if not differing:
        return Result(one.line, None)
    if batch.run.as_of < row.as_of:
        return refusal(one.line, one.said["name"], [newer_is_kept(row.as_of)])
    told = [
        f"{_field_label(name)}：{_shown(batch, name, getattr(row, name))} → "
        f"{_shown(batch, name, value)}"
        for name, value in differing.items()
    ]
    return _result(one, Outcome.CHANGED, "；".join(told), unit)


def _result(one: Listed, outcome: Outcome, text: str, unit: int | None) -> Result:
    return Result(one.line, outcome, one.said["name"], text or one.number, unit)


def _filled(row: OutletListing, one: Listed, batch: Batch) -> OutletListing:
    for name, value in one.said.items():
        setattr(row, name, value)
    row.as_of = batch.run.as_of
    return row


def _units(places: Places, good: Iterable[Listed]) -> dict[str, int]:
    """Return the employers to whose pages the report leads, by the index of their codes."""
    rows = Employer.objects.filter(
        identity__kind=IdentityKind.CREDIT_CODE,
        identity__number_index__in={number_index(one.said["credit_code"]) for one in good},
    )
    if places.own is not None:
        rows = rows.filter(county__in=places.own)
    return dict(rows.values_list("identity__number_index", "pk"))


def _shown(batch: Batch, name: str, value: Any) -> str:
    return batch.places.counties[value].name if name == "county_id" else shown(value)


def _field_label(name: str) -> str:
    return next(
        str(field.verbose_name)
        for field in OutletListing._meta.concrete_fields
        if field.attname == name
    )


def _label(name: str) -> str:
    return label_of(Subject.OUTLETS, name)
