"""The history of an office's entry: who changed what, and who verified it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction

from portal import clock
from portal.offices.models import Office, OfficeEdit


def save_edit(
    office: Office,
    *,
    by: AbstractBaseUser | AnonymousUser,
    changed: list[str],
    is_verification: bool = False,
) -> OfficeEdit | None:
    """Save an edited office, and beside it what was there before and who says so."""
    with transaction.atomic():
        before = Office.objects.select_for_update(of=("self",)).filter(pk=office.pk).first()
        if is_verification:
            office.verified_on = clock.today()
        office.save()
        changes = {name: [_words(before, name), _words(office, name)] for name in changed}
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
