"""Rows of the business register as they are checked: what an entry would become, or why not."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.accounts.identities import number_index
from portal.offices.models import County
from registration.imports import values
from registration.imports.columns import Subject, label_of
from registration.imports.places import Places
from registration.imports.results import Batch, Result, refusal
from registration.imports.values import Cells


@dataclass(slots=True)
class Facts:
    """What a row says of an employer; `values` are the fields of the entry that it fills."""

    line: int
    code: str
    index: str
    county: County
    closed_on: date | None
    parent: str
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the employer's name."""
        return str(self.values["name"])


def check(batch: Batch) -> tuple[list[Facts], list[Result]]:
    """Return what the rows of a batch say, and the rows that are refused with all reasons."""
    good: list[Facts] = []
    bad: list[Result] = []
    for row in batch.rows:
        cells = Cells(row.cells)
        cells.reasons = batch.reasons(row)
        facts = None if row.fault else _facts(row.line, cells, batch)
        if facts is None or cells.reasons:
            bad.append(refusal(row.line, cells.text("name"), cells.reasons))
        else:
            good.append(facts)
    return good, bad


def _facts(line: int, cells: Cells, batch: Batch) -> Facts | None:
    as_of = batch.run.as_of
    code = cells.need("credit_code", _label("credit_code"), values.credit_code)
    founded_on = cells.take("founded_on", values.day(_label("founded_on"), latest=as_of))
    found: dict[str, Any] = {
        "name": cells.need("name", _label("name"), values.words(_label("name"), 120)),
        "kind": cells.need("kind", _label("kind"), values.employer_kind),
        "legal_representative": cells.take(
            "legal_representative", values.words(_label("legal_representative"), 60)
        ),
        "address": cells.take("address", values.words(_label("address"), 160)),
        "phone": cells.take("phone", values.telephone),
        "industry_code": cells.take("industry_code", values.industry),
        "founded_on": founded_on,
    }
    county = _place(cells, found, batch.places)
    closed_on = _closing(cells, as_of=as_of, founded_on=founded_on)
    parent = _parent(cells, own=code)
    if cells.reasons or code is None or county is None:
        return None
    facts = Facts(line, code, number_index(code), county, closed_on, parent)
    facts.values = {name: value for name, value in found.items() if value is not None}
    if code in batch.plan.looped:
        facts.parent = ""
        facts.remarks.append("上级单位互相指向或者层级太多，没有登记上级单位")
    return facts


def _place(cells: Cells, found: dict[str, Any], places: Places) -> County | None:
    """Read county and town, and refuse what another agency keeps."""
    county = cells.need("county", _label("county"), places.county)
    if county is None:
        return None
    if not places.is_own(county.code):
        cells.reasons.append(f"登记地是{county.name}，不归本机构办理")
    found["town"] = cells.take("town", lambda text: places.town(county, text))
    return county


def _closing(cells: Cells, *, as_of: date, founded_on: date | None) -> date | None:
    """Read whether and when the employer was struck off; status and day must say the same."""
    closed_on = cells.take("closed_on", values.day(_label("closed_on"), latest=as_of))
    is_closed = cells.take("status", values.is_closed)
    if is_closed and not cells.text("closed_on"):
        cells.reasons.append("登记状态是注销，却没有注销日期")
    if is_closed is False and closed_on:
        cells.reasons.append("有注销日期，登记状态却不是注销")
    if closed_on and founded_on and closed_on < founded_on:
        cells.reasons.append("注销日期早于成立日期")
    return closed_on


def _parent(cells: Cells, *, own: str | None) -> str:
    parent = cells.take("parent_credit_code", values.credit_code)
    if parent is not None and parent == own:
        cells.reasons.append("上级单位代码就是它自己的代码")
    return parent or ""


def _label(name: str) -> str:
    return label_of(Subject.EMPLOYERS, name)
