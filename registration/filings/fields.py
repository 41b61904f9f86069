"""The fields of an employer's entry that a filing may ask for: their words, their values."""

from collections.abc import Mapping
from typing import Any

from portal.offices.models import County, Town
from registration.models import Employer
from registration.models.employer import EmployerKind

LABELS = {
    "credit_code": "统一社会信用代码",
    "name": "单位名称",
    "kind": "单位类型",
    "legal_representative": "法定代表人或负责人",
    "county": "参保地",
    "town": "镇街",
    "address": "地址",
    "phone": "单位电话",
    "parent": "上级单位",
    "industry_code": "行业代码",
    "contact": "经办人",
}
CHANGEABLE = tuple(name for name in LABELS if name not in {"credit_code", "contact"})
NONE = "（没有）"


def present(employer: Employer) -> dict[str, str]:
    """Return what stands in the entry now, as a filing writes it."""
    return {
        "name": employer.name,
        "kind": employer.kind,
        "legal_representative": employer.legal_representative,
        "county": employer.county_id,
        "town": employer.town_id or "",
        "address": employer.address,
        "phone": employer.phone,
        "parent": str(employer.parent_id or ""),
        "industry_code": employer.industry_code,
    }


def values_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a filing asks for as the entry holds it."""
    values: dict[str, Any] = {name: asked[name] for name in CHANGEABLE if name in asked}
    if "county" in values:
        values["county"] = County.objects.get(code=values["county"])
    if "town" in values:
        values["town"] = Town.objects.filter(code=values["town"]).first()
    if "parent" in values:
        found = values["parent"]
        values["parent"] = Employer.objects.get(pk=int(found)) if found else None
    return values


def shown(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what a filing asks for as people read it."""
    words = dict(asked)
    if words.get("kind"):
        words["kind"] = str(EmployerKind(words["kind"]).label)
    if words.get("county"):
        words["county"] = County.objects.get(code=words["county"]).name
    if words.get("town"):
        words["town"] = Town.objects.get(code=words["town"]).name
    if words.get("parent"):
        words["parent"] = Employer.objects.get(pk=int(words["parent"])).name
    return {name: words[name] or NONE for name in LABELS if name in words}
