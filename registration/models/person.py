"""People of the register, and for whom each of them works from when to when."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from portal import clock
from portal.accounts.models import Identity
from portal.crypto import EncryptedTextField, mask_id
from registration.models.employer import Employer

ALONE = "仅工伤保险"


class Person(models.Model):
    """A person of the register, one for each identity; nothing is asked about the household."""

    class Sex(models.TextChoices):
        """As the document says."""

        MALE = "male", "男"
        FEMALE = "female", "女"

    identity = models.OneToOneField(
        Identity, on_delete=models.PROTECT, primary_key=True, related_name="person"
    )
    name = models.CharField("姓名", max_length=80)
    sex = models.CharField("性别", max_length=6, choices=Sex.choices)
    born_on = models.DateField("出生日期")
    nationality = models.CharField("国籍", max_length=3, default="CHN")
    phone = EncryptedTextField("手机号", blank=True)
    social_number = models.CharField("社会保障号码", max_length=24, blank=True)

    class Meta:
        verbose_name = "参保人员"
        verbose_name_plural = "参保人员"

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        """Return the number as people may see it."""
        return mask_id(self.identity.number)


@dataclass(frozen=True)
class InsuredDays:
    """The first and the last insured day of some work; the last is open while the work goes on."""

    first: date
    last: date | None


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Work, asked by its insurance."""

    def insured(self, *, since: date | None = None, until: date | None = None) -> Self:
        """Keep the work that is insured on any day, or on one of the days from `since` to `until`.

        Work that ended before its insurance could begin was reported, and never insured.
        """
        ends = Q(insured_to__isnull=False) if since is None else Q(insured_to__gte=since)
        rows = self.filter(ends | Q(ended_on=None), insured_from__isnull=False)
        return rows if until is None else rows.filter(insured_from__lte=until)


class Employment(models.Model):
    """The work of a person for an employer, and since when it is insured against work injury.

    `started_on` is the 用工之日; while `reported_on` is empty the person is only noted down and not
    insured. `insured_from` is the first insured day, `insured_to` the last. `end_told_on` is the
    day on which the end was reported; empty where the agency itself put the last day right. On
    `remind_on` the employer's agents are told of work that is still only noted down.
    """

    class Kind(models.TextChoices):
        """By which rule the person is insured."""

        EMPLOYEE = "employee", "职工"
        PART_TIME = "part_time", "非全日制用工"
        OVERAGE = "overage", "超龄劳动者"
        DISPATCHED = "dispatched", "劳务派遣人员"
        COURIER = "courier", "快递网点从业人员"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="employments")
    person_name = models.CharField(max_length=80)
    kind = models.CharField("用工形式", max_length=12, choices=Kind.choices)
    job = models.CharField("岗位", max_length=60, blank=True)
    outlet = models.ForeignKey(
        "registration.Outlet",
        verbose_name="快递网点",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employments",
    )
    started_on = models.DateField("用工之日")
    reported_on = models.DateField("申报日期", null=True, blank=True)
    insured_from = models.DateField("生效日期", null=True, blank=True)
    ended_on = models.DateField("用工结束日期", null=True, blank=True)
    insured_to = models.DateField("参保截止日期", null=True, blank=True)
    end_told_on = models.DateField("申报结束的日期", null=True, editable=False)
    end_reason = models.CharField("结束原因", max_length=30, blank=True)
    is_minor = models.BooleanField("未成年工", default=False)
    remind_on = models.DateField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=clock.now, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "用工"
        verbose_name_plural = "用工"
        indexes = [
            models.Index(
                fields=["employer", "started_on", "id"],
                condition=Q(ended_on=None),
                name="employment_present",
            ),
            models.Index(
                fields=["employer", "started_on", "id"],
                condition=Q(ended_on=None, reported_on=None),
                name="employment_unreported",
            ),
            models.Index(
                fields=["remind_on"],
                condition=Q(ended_on=None, reported_on=None),
                name="employment_remind",
            ),
            models.Index(
                fields=["employer", "ended_on", "id"],
                condition=Q(ended_on__isnull=False),
                name="employment_ended",
            ),
            models.Index(fields=["employer", "person_name", "id"], name="employment_name"),
            models.Index(fields=["person", "started_on"], name="employment_person"),
            GinIndex(
                fields=["person_name"], opclasses=["gin_trgm_ops"], name="employment_name_trgm"
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="employment_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("employer", RangeOperators.EQUAL),
                    (
                        Func("started_on", "ended_on", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="employment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(reported_on=None, insured_from=None)
                | Q(reported_on__isnull=False, insured_from__isnull=False),
                name="employment_insured_when_reported",
            ),
            models.CheckConstraint(
                condition=Q(insured_to=None) | Q(ended_on__isnull=False),
                name="employment_insured_until_its_end",
            ),
            models.CheckConstraint(
                condition=Q(kind="courier", outlet__isnull=False)
                | (~Q(kind="courier") & Q(outlet=None)),
                name="employment_of_courier_at_outlet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.started_on}"

    @property
    def insured_days(self) -> InsuredDays | None:
        """Return the insured days; none where the work was never insured and will never be.

        The same question as `EmploymentQuerySet.insured`, of work at hand.
        """
        if self.insured_from is None or (self.ended_on is not None and self.insured_to is None):
            return None
        return InsuredDays(self.insured_from, self.insured_to)

    @property
    def insured_as(self) -> str:
        """Return by which rule the person is insured, as records and certificates say it."""
        label = self.get_kind_display()
        return f"{label}（{ALONE}）" if self.kind == self.Kind.COURIER else label


class EmploymentChange(models.Model):
    """What was done to an employment by whom: written once, never altered."""

    class What(models.TextChoices):
        """What was done."""

        NOTED = "noted", "登记用工"
        REPORTED = "reported", "申报参保"
        ENDED = "ended", "办理停保"
        CORRECTED = "corrected", "更正"

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()
    text = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.employment_id} {self.what}"
