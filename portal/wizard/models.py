"""Filings in progress, and what was typed into them after the session had ended."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from portal import clock
from portal.crypto import EncryptedJSONField
from portal.wizard.journey import ANSWERED, OVERTAKEN, UNFINISHED, Journey

KEPT_DAYS = 60
RESCUE_HOURS = 1


def expiry_of_a_new_draft() -> date:
    """Return the last day on which a draft begun today is still kept."""
    return clock.today() + timedelta(days=KEPT_DAYS)


def expiry_of_a_new_rescue() -> datetime:
    """Return the instant until which typed text of an ended session is kept."""
    return clock.now() + timedelta(hours=RESCUE_HOURS)


class Draft(models.Model):
    """A filing in progress: not a case, seen by its owner only, kept for sixty days."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    journey = models.CharField("事项", max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="所有人",
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    data = EncryptedJSONField("填写的内容", default=dict)
    progress = models.JSONField("各步状态", default=dict)
    created_at = models.DateTimeField("开始时间", default=clock.now)
    saved_at = models.DateTimeField("保存时间", default=clock.now)
    expires_on = models.DateField("保留到", default=expiry_of_a_new_draft)
    case = models.ForeignKey(
        "cases.Case",
        verbose_name="提交成的案件",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
    )

    class Meta:
        """How drafts are listed and found."""

        verbose_name = "未提交的申请"
        verbose_name_plural = "未提交的申请"
        ordering: ClassVar = ["-saved_at"]
        indexes: ClassVar = [
            models.Index(fields=["user", "-saved_at"], name="draft_of_user"),
            models.Index(
                fields=["expires_on"], name="draft_to_purge", condition=models.Q(case__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        """Name the draft by its kind and day, never by what was typed."""
        return f"{self.journey} {self.created_at:%Y-%m-%d}"

    def typed(self, step: str) -> dict[str, list[str]]:
        """Return what was typed in a step, as it was typed."""
        found: dict[str, list[str]] = self.data.get(step, {}).get("typed", {})
        return found

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return the checked answers of every answered step."""
        return {
            step: kept["answers"]
            for step, kept in self.data.items()
            if self.progress.get(step) == ANSWERED and "answers" in kept
        }

    def keep(
        self,
        step: str,
        *,
        journey: Journey,
        typed: dict[str, list[str]],
        answers: dict[str, Any] | None,
    ) -> None:
        """Write down one step: answered when it was in order, unfinished when it was not.

        Answered steps that depend on what has changed are asked again; what was typed stays.
        """
        before = self.answers()
        self.data[step] = (
            {"typed": typed} if answers is None else {"typed": typed, "answers": answers}
        )
        self.progress[step] = UNFINISHED if answers is None else ANSWERED
        for name in journey.overtaken(before, self.answers()):
            if name != step and self.progress.get(name) == ANSWERED:
                self.progress[name] = OVERTAKEN
        self.touch()
        self.save(update_fields=["data", "progress", "saved_at", "expires_on"])

    def touch(self) -> None:
        """Note that the draft was worked on now: it is kept for sixty days from today."""
        self.saved_at = clock.now()
        self.expires_on = expiry_of_a_new_draft()


class Rescue(models.Model):
    """What somebody typed into a step after the session had ended, kept for one hour."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        Draft, verbose_name="申请", on_delete=models.CASCADE, related_name="rescues"
    )
    step = models.CharField("步骤", max_length=40)
    typed = EncryptedJSONField("填写的内容", default=dict)
    created_at = models.DateTimeField("收到时间", default=clock.now)
    expires_at = models.DateTimeField("保留到", default=expiry_of_a_new_rescue)

    class Meta:
        """One rescue a step: the last one counts."""

        verbose_name = "登录过期时留下的内容"
        verbose_name_plural = "登录过期时留下的内容"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "step"], name="one_rescue_a_step"),
        ]

    def __str__(self) -> str:
        """Name the rescue by its step, never by what was typed."""
        return f"{self.draft_id} {self.step}"
