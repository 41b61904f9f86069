"""What was taken over from other registers: each run, and what became of each of its rows."""

from django.conf import settings
from django.db import models

from portal import clock


class ImportRun(models.Model):
    """One file that was taken over; the same file again changes nothing."""

    class Subject(models.TextChoices):
        """What a file is about."""

        EMPLOYERS = "employers", "市场监管登记信息"
        EMPLOYER_MONTHS = "employer_months", "单位缴费与欠费"
        CONTRIBUTIONS = "contributions", "个人缴费"
        BENEFITS = "benefits", "待遇支付"

    subject = models.CharField(max_length=20, choices=Subject.choices)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=clock.now)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.subject}"


class ImportRow(models.Model):
    """What became of one row; rows that changed nothing are only counted."""

    class Outcome(models.TextChoices):
        """What was done with the row."""

        ADDED = "added", "新增"
        CHANGED = "changed", "更新"
        REFUSED = "refused", "未导入"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    name = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ("run", "line")
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line} {self.outcome}"
