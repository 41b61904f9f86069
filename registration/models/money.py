"""Contributions, arrears and benefits as the tax service and the agency report them each month."""

from django.db import models
from django.db.models import Q

from registration.models.employer import Employer
from registration.models.person import Person


class EmployerMonth(models.Model):
    """What an employer owed for one month and what of it was paid; a fine stands beside it.

    The late surcharge is not stored: it is computed from `due_on` to the day of payment.
    """

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="months")
    month = models.DateField("费款所属期", help_text="当月第一天")
    payable = models.DecimalField("应缴金额", max_digits=14, decimal_places=2)
    paid = models.DecimalField("已缴金额", max_digits=14, decimal_places=2, default=0)
    paid_on = models.DateField("缴清日期", null=True, blank=True)
    paid_before = models.DecimalField(
        "缴清以前已缴", max_digits=14, decimal_places=2, default=0, editable=False
    )  # as the last data before the settlement had it: only the rest was late
    due_on = models.DateField("缴费截止日")
    surcharge_paid = models.DecimalField("已缴滞纳金", max_digits=14, decimal_places=2, default=0)
    fine = models.DecimalField("未缴罚款", max_digits=14, decimal_places=2, default=0)
    as_of = models.DateField("数据日期")

    class Meta:
        verbose_name = "单位缴费月度"
        verbose_name_plural = "单位缴费月度"
        ordering = ("employer", "month")
        constraints = [
            models.UniqueConstraint(fields=["employer", "month"], name="employer_month_once"),
            models.CheckConstraint(
                condition=Q(payable__gte=0, paid__gte=0, surcharge_paid__gte=0, fine__gte=0),
                name="employer_month_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.month:%Y-%m}"


class Contribution(models.Model):
    """One month of one person at one employer: the base, and whether it was paid."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("费款所属期")
    base = models.DecimalField("缴费工资", max_digits=12, decimal_places=2)
    is_paid = models.BooleanField("已到账")
    as_of = models.DateField("数据日期")

    class Meta:
        ordering = ("-month", "employer")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month", "employer"], name="contribution_once_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m}"


class Benefit(models.Model):
    """One payment of a benefit to a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="benefits")
    reference = models.CharField("支付编号", max_length=40, unique=True)
    name = models.CharField("待遇项目", max_length=40)
    paid_on = models.DateField("支付日期")
    amount = models.DecimalField("金额", max_digits=12, decimal_places=2)
    as_of = models.DateField("数据日期")

    class Meta:
        ordering = ("-paid_on", "-id")
        indexes = [models.Index(fields=["person", "-paid_on"], name="benefit_person")]

    def __str__(self) -> str:
        return self.reference
