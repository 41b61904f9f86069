"""What was taken over from other registers: each run, and what became of each of its rows."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from portal import clock
from registration.models.employer import Employer

SILENCE = timedelta(minutes=2)
"""A run that nobody moved for so long may be taken up again by hand."""


class ImportRun(models.Model):
    """One file that was taken over; the same file again changes nothing.

    `stage` and `reached` say how far it came: rows of earlier stages, and of this stage up to that
    line, are written. They move in the transaction that writes the rows.
    """

    class Subject(models.TextChoices):
        """What a file is about."""

        EMPLOYERS = "employers", "市场监管登记信息"
        EMPLOYER_MONTHS = "employer_months", "单位缴费与欠费"
        CONTRIBUTIONS = "contributions", "个人缴费"
        BENEFITS = "benefits", "待遇支付"
        OUTLETS = "outlets", "邮政管理部门网点名单"

    subject = models.CharField(max_length=20, choices=Subject.choices)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["office", "-id"], name="import_run_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "subject", "as_of", "file_sha256"], name="import_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject}"

    @property
    def is_done(self) -> bool:
        """Say whether every row of the file was dealt with."""
        return self.finished_at is not None

    @property
    def is_silent(self) -> bool:
        """Say whether an unfinished run was not moved for a while: its worker may have died."""
        return not self.is_done and clock.now() - self.touched_at > SILENCE

    @property
    def done_rows(self) -> int:
        """Return how many rows were dealt with."""
        return self.added + self.changed + self.closed + self.unchanged + self.refused


class ImportRow(models.Model):
    """What became of one row; rows that changed nothing are only counted.

    A row is *closed* when it was the first to say that the registering organ struck the unit off.
    """

    class Outcome(models.TextChoices):
        """What was done with the row."""

        ADDED = "added", "新增"
        CHANGED = "changed", "更新"
        CLOSED = "closed", "待办注销"
        REFUSED = "refused", "未导入"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    name = models.CharField(max_length=120, blank=True)
    employer = models.ForeignKey(
        Employer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ("run", "line")
        indexes = [models.Index(fields=["run", "outcome", "line"], name="import_row_outcome")]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line} {self.outcome}"
