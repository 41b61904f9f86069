"""For which county an office decides, and which window and area a town has, day by day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portal.offices.models.office import DECIDING, Office, Power
from portal.offices.models.places import County, Town


class Jurisdiction(models.Model):
    """For cases of which county an office decides, from a day and perhaps until one."""

    county = models.ForeignKey(
        County, verbose_name="县市区", on_delete=models.PROTECT, related_name="jurisdictions"
    )
    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.PROTECT, related_name="jurisdictions"
    )
    power = models.CharField("职权", max_length=12, choices=DECIDING, default=Power.RECOGNITION)
    from_on = models.DateField("起始日")
    to_on = models.DateField("截止日（含）", null=True, blank=True)
    is_provisional = models.BooleanField("暂定", default=False)
    note = models.CharField("依据或说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "管辖"
        verbose_name_plural = "管辖"
        ordering = ["county", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "power", "from_on"], name="one_start_a_county"
            ),
            models.UniqueConstraint(
                fields=["county", "power"],
                condition=Q(to_on__isnull=True),
                name="one_open_a_county",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="jurisdiction_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} → {self.office}"

    def clean(self) -> None:
        """Refuse an office without the power, and a period that overlaps another one."""
        if self.office_id and self.office.power != self.power:
            raise ValidationError({"office": "这个机构没有这项职权。"})
        if not all(getattr(self, name, None) for name in ("from_on", "county_id")):
            return
        others = Jurisdiction.objects.filter(county_id=self.county_id, power=self.power)
        others = others.exclude(pk=self.pk)
        others = others.filter(Q(to_on__isnull=True) | Q(to_on__gte=self.from_on))
        if self.to_on is not None:
            others = others.filter(from_on__lte=self.to_on)
        if others.exists():
            raise ValidationError(
                "这个县市区在这段时间里已经有办事机构了，请先给原来的填上截止日。"
            )


class TownSpan(models.Model):
    """Something that holds for one town from a day and perhaps until one, never twice at once."""

    town = models.ForeignKey(Town, verbose_name="镇街", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("起始日")
    to_on = models.DateField("截止日（含）", null=True, blank=True)
    note = models.CharField("依据或说明", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["town", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["town", "from_on"], name="%(class)s_one_start"),
            models.UniqueConstraint(
                fields=["town"], condition=Q(to_on__isnull=True), name="%(class)s_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="%(class)s_ends_after_start",
            ),
        ]

    def clean(self) -> None:
        """Refuse a period that overlaps another one of the same town."""
        if not self.town_id or not self.from_on:
            return
        others = type(self)._default_manager.filter(town_id=self.town_id).exclude(pk=self.pk)
        others = others.filter(Q(to_on__isnull=True) | Q(to_on__gte=self.from_on))
        if self.to_on is not None:
            others = others.filter(from_on__lte=self.to_on)
        if others.exists():
            raise ValidationError("这个镇街在这段时间里已经有一条了，请先给原来的填上截止日。")


class TownDesk(TownSpan):
    """The window that takes a town's entries for the agency of its county."""

    office = models.ForeignKey(
        Office, verbose_name="镇街窗口", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TownSpan.Meta):
        verbose_name = "镇街窗口分工"
        verbose_name_plural = "镇街窗口分工"

    def __str__(self) -> str:
        return f"{self.town} → {self.office}"

    def clean(self) -> None:
        """Refuse an office that is no town's window."""
        if self.office_id and self.office.power != Power.TOWN:
            raise ValidationError({"office": "请选择职权是“镇街窗口”的机构。"})
        super().clean()


class TownArea(TownSpan):
    """A functional area that manages a town of the statistical list instead of its county."""

    area = models.ForeignKey(
        County, verbose_name="由哪里管理", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TownSpan.Meta):
        verbose_name = "镇街托管"
        verbose_name_plural = "镇街托管"

    def __str__(self) -> str:
        return f"{self.town} → {self.area}"

    def clean(self) -> None:
        """Refuse the county to which the town belongs anyway."""
        if self.town_id and self.area_id == self.town.county_id:
            raise ValidationError({"area": "镇街本来就属于这里，不用填托管。"})
        super().clean()
