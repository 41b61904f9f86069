"""The history of an office's entry: who changed what, and who verified it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction

from portal import clock
from portal.offices.models import Office, OfficeEdit

BESIDE = {
    "openings": "办公时间",
    "windows": "窗口",
    "closures": "暂停办公",
    "finding": "核实的情况",
}


NOBODY_ELSE = "刚刚有别人改过这一处。您填的都还在，请对照下面的变动记录看一遍，再保存一次。"


def last_edit(office: Office) -> int:
    """Return the number of the latest change of an office; zero for none."""
    return office.edits.order_by("-pk").values_list("pk", flat=True).first() or 0


def label_of(name: str) -> str:
    """Return the word for something that a change names."""
    labels = {field.name: str(field.verbose_name) for field in Office._meta.concrete_fields}
    return labels.get(name) or BESIDE.get(name, name)


def save_edit(
    office: Office,
    *,
    by: AbstractBaseUser | AnonymousUser,
    changed: list[str],
    is_verification: bool = False,
    beside: Mapping[str, list[str]] | None = None,
) -> OfficeEdit | None:
    """Save an edited office, and with it what was there before and who says so.

    `changed` are fields of the office; `beside` is what else changed, before and after in words.
    """
    with transaction.atomic():
        before = Office.objects.select_for_update(of=("self",)).filter(pk=office.pk).first()
        if is_verification:
            office.verified_on, office.verified_by = clock.today(), str(by)[:60]
        office.save()
        changes = {name: [_words(before, name), _words(office, name)] for name in changed}
        changes |= beside or {}
        if not changes and not is_verification and before is not None:
            return None
        return OfficeEdit.objects.create(
            office=office,
            by_id=by.pk,
            by_label=str(by)[:60],
            changes=changes,
            is_verification=is_verification,
        )


def _words(office: Office | None, name: str) -> str:
    """Return the value of a field as the history shows it."""
    if office is None:
        return ""
    value: Any = getattr(office, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, models.Model) or value:
        return str(value)
    return ""
