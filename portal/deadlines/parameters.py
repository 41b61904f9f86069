"""The door through which periods read their dated values."""

from datetime import date

from portal.deadlines.models import Parameter


def values_on(day: date) -> dict[str, int]:
    """Return all values for periods that begin on `day`, by code, with one query."""
    rows = Parameter.objects.filter(from_on__lte=day).order_by("code", "-from_on")
    return dict(rows.distinct("code").values_list("code", "value"))


def value_on(code: str, day: date) -> int:
    """Return the value of `code` for a period that begins on `day`.

    Raises LookupError when no dated row applies: a missing legal value must stop the act.
    """
    row = Parameter.objects.filter(code=code, from_on__lte=day).order_by("-from_on").first()
    if row is None:
        message = f"期限参数 {code} 在 {day} 没有有效的数值，请管理员补录。"
        raise LookupError(message)
    return row.value
