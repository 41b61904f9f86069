"""Tables of workers that agents hand in: the upload, and each of its rows until 30 days later."""

import uuid

from django.conf import settings
from django.db import models

from portal import clock
from portal.crypto import EncryptedJSONField
from registration.models.employer import Employer
from registration.models.person import Employment


class RosterUpload(models.Model):
    """One table that was handed in for an employer, and how far it has come.

    Of a removed one nothing is left for a day but that it was there: it counts against the limits.
    """

    class State(models.TextChoices):
        """What is being done with it."""

        CHECKING = "checking", "正在核对"
        CHECKED = "checked", "已经核对"
        ENROLLING = "enrolling", "正在登记"
        FAILED = "failed", "没有核对完"
        REMOVED = "removed", "已删除"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="rosters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    file_name = models.CharField(max_length=120)
    storage_name = models.CharField(max_length=80, blank=True)
    found = EncryptedJSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    people = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    done_line = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    enrol_key = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField(default=clock.now)
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "花名册"
        verbose_name_plural = "花名册"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["employer", "key"], name="roster_key_once"),
        ]
        indexes = [
            models.Index(fields=["employer", "-id"], name="roster_newest"),
            models.Index(
                fields=["moved_at"],
                condition=models.Q(state__in=["checking", "enrolling"]),
                name="roster_unfinished",
            ),
            models.Index(fields=["uploaded_at"], name="roster_oldest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_busy(self) -> bool:
        """Say whether the portal is at work on it."""
        return self.state in {self.State.CHECKING, self.State.ENROLLING}


class RosterRow(models.Model):
    """One line of an upload about a person; what it says is kept encrypted."""

    class State(models.TextChoices):
        """What may be done with the row."""

        READY = "ready", "可以登记"
        HIDDEN = "hidden", "隐藏行"
        WRONG = "wrong", "有错"
        DUPLICATE = "duplicate", "重复行"
        ALREADY = "already", "已经在册"
        ENROLLED = "enrolled", "已登记"

    upload = models.ForeignKey(RosterUpload, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    is_hidden = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)
    number_index = models.CharField(max_length=64, blank=True)
    content = EncryptedJSONField()
    key = models.UUIDField(default=uuid.uuid4)
    employment = models.ForeignKey(
        Employment, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("line",)
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="roster_line_once"),
        ]
        indexes = [
            models.Index(fields=["upload", "state", "line"], name="roster_row_state"),
            models.Index(
                fields=["upload", "number_index"],
                condition=~models.Q(number_index=""),
                name="roster_row_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.line}"

    @property
    def is_open(self) -> bool:
        """Say whether the row may be ticked."""
        return self.state in {self.State.READY, self.State.HIDDEN}
