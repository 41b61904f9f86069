"""Courier outlets: which unit answers for them, what the postal authority lists, their base."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal import clock
from registration.models.employer import Employer


class Outlet(models.Model):
    """A courier outlet; its employer is the outlet itself, or the licensed company above it.

    A unit with a licence of its own has one outlet of the kind *licensed*: itself. Terminals that
    are only filed stand under it; the licensed company bears the liability of the employer.
    """

    class Kind(models.TextChoices):
        """By which paper the outlet is open."""

        LICENSED = "licensed", "有经营许可"
        FILED = "filed", "备案的末端网点"

    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="outlets"
    )
    kind = models.CharField("网点类型", max_length=8, choices=Kind.choices)
    name = models.CharField("网点名称", max_length=120)
    county = models.ForeignKey(
        "offices.County", verbose_name="所在县市区", on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField("网点地址", max_length=160, blank=True)
    number = models.CharField("经营许可号或者备案号", max_length=40)
    from_on = models.DateField("自")
    to_on = models.DateField("至", null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "快递网点"
        verbose_name_plural = "快递网点"
        indexes = [
            models.Index(fields=["employer", "id"], name="outlet_employer"),
            models.Index(fields=["county", "id"], condition=Q(to_on=None), name="outlet_county"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(to_on=None), name="outlet_number_once"
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(to_on=None, kind="licensed"),
                name="outlet_licence_once",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="outlet_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutletListing(models.Model):
    """An outlet as the latest list of the postal authority that names it has it."""

    number = models.CharField("经营许可号或者备案号", max_length=40, unique=True)
    name = models.CharField("网点名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    county = models.ForeignKey(
        "offices.County", verbose_name="县市区", on_delete=models.PROTECT, related_name="+"
    )
    is_open = models.BooleanField("正常营业")
    as_of = models.DateField("信息截至")
    told_on = models.DateField("通知单位的日期", null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "邮政管理部门名单"
        verbose_name_plural = "邮政管理部门名单"
        indexes = [
            models.Index(fields=["county", "id"], condition=Q(is_open=True), name="listing_county"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class OutletBase(models.Model):
    """On which base outlets pay for each courier from a day on, and by which source."""

    from_on = models.DateField("自何日起适用", unique=True)
    base = models.DecimalField("缴费基数（元，每人每月）", max_digits=10, decimal_places=2)
    rate = models.DecimalField("费率（%）", max_digits=5, decimal_places=3)
    method = models.CharField("基数怎样确定", max_length=200)
    source = models.CharField("依据", max_length=200)
    is_verified = models.BooleanField("依据已经核实", default=False)

    class Meta:
        verbose_name = "快递网点缴费基数"
        verbose_name_plural = "快递网点缴费基数"
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(base__gt=0, rate__gt=0, rate__lt=100), name="outlet_base_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} {self.base}"
