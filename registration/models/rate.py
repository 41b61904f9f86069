"""Dated tables of what employers pay: risk classes, industries, bases other than the payroll."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

DIVISION = RegexValidator(r"^[0-9]{2}$", "行业大类是两位数字，例如 47")
CLASSES = (MinValueValidator(1), MaxValueValidator(8))


class DatedRow(models.Model):
    """A value that holds from a day on until a later row replaces it, with its source."""

    from_on = models.DateField("自何日起适用")
    source = models.CharField("依据", max_length=200)
    is_verified = models.BooleanField("依据已经核实", default=False)

    class Meta:
        abstract = True


class RiskRate(DatedRow):
    """The share of the payroll that employers of a risk class pay."""

    risk_class = models.PositiveSmallIntegerField("风险类别", validators=CLASSES)
    rate = models.DecimalField("基准费率（%）", max_digits=5, decimal_places=3)

    class Meta:
        verbose_name = "工伤保险基准费率"
        verbose_name_plural = "工伤保险基准费率"
        ordering = ("risk_class", "-from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["risk_class", "from_on"], name="risk_rate_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0, rate__lt=100, risk_class__gte=1, risk_class__lte=8),
                name="risk_rate_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk_class} {self.from_on}"


class IndustryClass(DatedRow):
    """The risk class of an industry, by its division of GB/T 4754."""

    division = models.CharField("行业大类", max_length=2, validators=[DIVISION])
    name = models.CharField("行业名称", max_length=60)
    risk_class = models.PositiveSmallIntegerField("风险类别", validators=CLASSES)

    class Meta:
        verbose_name = "行业风险类别"
        verbose_name_plural = "行业风险类别"
        ordering = ("division", "-from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["division", "from_on"], name="industry_class_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(risk_class__gte=1, risk_class__lte=8), name="industry_class_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.name}"


class BaseRule(DatedRow):
    """By what an industry pays whose payroll is hard to measure, and how much of it."""

    class Method(models.TextChoices):
        """What is measured."""

        PROJECT_COST = "project_cost", "工程造价"
        FLOOR_AREA = "floor_area", "营业面积"
        TURNOVER = "turnover", "营业额"
        OUTPUT = "output", "产量"

    division = models.CharField("行业大类", max_length=2, validators=[DIVISION])
    method = models.CharField("缴费基数", max_length=12, choices=Method.choices)
    rate = models.DecimalField(
        "标准",
        max_digits=10,
        decimal_places=4,
        help_text="按工程造价、营业额的填百分数；按营业面积、产量的填每平方米、每吨多少元",
    )

    class Meta:
        verbose_name = "难以按工资总额计算的行业"
        verbose_name_plural = "难以按工资总额计算的行业"
        ordering = ("division", "method", "-from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["division", "method", "from_on"], name="base_rule_once_from_a_day"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="base_rule_positive"),
            models.CheckConstraint(
                condition=~Q(method__in=["project_cost", "turnover"]) | Q(rate__lt=100),
                name="base_rule_share_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.get_method_display()} {self.from_on}"
