"""Calendar, dated parameters, running periods and their pauses."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from portal import clock
from portal.law.words import day_words

NO_DUE_DAY = date(9999, 12, 31)


class Holiday(models.Model):
    """A day that differs from its weekday: a day off, or a make-up working day."""

    class Kind(models.TextChoices):
        """What the State Council's arrangement makes of the day."""

        HOLIDAY = "holiday", "放假"
        MAKEUP = "makeup", "补班"

    day = models.DateField("日期", primary_key=True)
    kind = models.CharField("安排", max_length=8, choices=Kind)
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=120)
    is_provisional = models.BooleanField("暂定", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()} {self.name}"


class Parameter(models.Model):
    """A dated value that the law leaves to local rules, practice or the house."""

    code = models.CharField("参数", max_length=60)
    value = models.IntegerField("数值")
    from_on = models.DateField("自何日起的期间适用")
    source = models.CharField("依据", max_length=200)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限参数"
        ordering = ("code", "-from_on")
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="parameter_once_a_day"),
            models.CheckConstraint(condition=Q(value__gt=0), name="parameter_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.note or self.code}：{self.value}，{day_words(self.from_on)}起"


class Deadline(models.Model):
    """One running or ended period of a case; a projection of dated facts, never a counter."""

    class EndedBy(models.TextChoices):
        """Why a period no longer runs."""

        MET = "met", "已按期完成"
        LAPSED = "lapsed", "已届满"
        WITHDRAWN = "withdrawn", "不再计算"
        REPLACED = "replaced", "已由新的期限代替"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="deadlines")
    party = models.ForeignKey(
        "cases.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines"
    )
    term = models.CharField(max_length=60)
    binds_office = models.BooleanField()
    started_on = models.DateField()
    extension = models.PositiveSmallIntegerField(default=0)
    raw_end = models.DateField(null=True)
    due_on = models.DateField(null=True)
    target_on = models.DateField(null=True)
    remind_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)
    is_provisional = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "term", "party"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="deadline_runs_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_on", "id"],
                condition=Q(ended_on__isnull=True, remind_on__isnull=False),
                name="deadline_to_remind",
            ),
            models.Index(
                fields=["due_on", "case"],
                condition=Q(ended_on__isnull=True),
                name="deadline_running",
            ),
            models.Index(fields=["case", "term"], name="deadline_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.due_on or '—'}"


class Pause(models.Model):
    """Days of a case that do not count for one term, open until the case resumes."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pauses")
    term = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "term"], condition=Q(to_on__isnull=True), name="pause_open_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="pause_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.from_on}–{self.to_on or ''}"
