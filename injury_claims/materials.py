"""The list of materials that an application needs, read from the dated table."""

from datetime import date

from django.db.models import Q

from injury_claims.models import Material


def materials_for(
    ground: str, *, on: date, filed_by: str, is_death: bool, is_disease: bool
) -> list[Material]:
    """Return the materials of an application submitted on a day, in the order of the list."""
    conditions = [Material.Condition.ALWAYS.value]
    if filed_by in {Material.Condition.RELATIVE, Material.Condition.UNION}:
        conditions.append(filed_by)
    if is_death:
        conditions.append(Material.Condition.DEATH.value)
    if not is_disease:
        conditions.append(Material.Condition.ACCIDENT.value)
    return list(
        Material.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=on),
            from_on__lte=on,
            ground__in=("", ground),
            condition__in=conditions,
        )
    )
