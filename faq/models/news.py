"""Announcements and campaigns: what is told to everybody from one day to another."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from portal import clock


class AnnouncementQuerySet(QuerySet["Announcement"]):
    """Announcements as visitors may read them, the newest first."""

    def readable(self, on: date) -> "AnnouncementQuerySet":
        """Return those that are published and have begun, ended ones too."""
        rows = self.filter(state=Announcement.State.PUBLISHED, starts_on__lte=on)
        return rows.order_by("-starts_on", "-pk")

    def in_force(self, on: date) -> "AnnouncementQuerySet":
        """Return those that run on a day."""
        return self.readable(on).filter(ends_on__gte=on)

    def ended(self, on: date) -> "AnnouncementQuerySet":
        """Return those whose last day is over."""
        return self.readable(on).filter(ends_on__lt=on)


class Announcement(models.Model):
    """Something told to everybody; shown from its first to its last day, kept to read after that.

    `edits` counts how often it was saved, so that two editors see each other. `written_by` is who
    saved it last and never who publishes it. What is on the site is never altered: it is withdrawn
    first. `source` is the office that says it; author and credit of photographs may be empty.
    """

    class Kind(models.TextChoices):
        """What it is."""

        NOTICE = "notice", "公告"
        CAMPAIGN = "campaign", "活动"

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", "等发布"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤下"

    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    title = models.CharField("标题", max_length=60)
    summary = models.CharField("一句话", max_length=120)
    body = models.TextField("正文", max_length=8000)
    source = models.CharField("发布单位", max_length=80)
    author = models.CharField("作者", max_length=40, blank=True)
    photo_credit = models.CharField("图片来源", max_length=80, blank=True)
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天为止")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edits = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField("发布日期", null=True, editable=False)
    withdrawn_because = models.CharField("撤下的理由", max_length=200, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "公告和活动"
        verbose_name_plural = "公告和活动"
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=["-starts_on", "-id"],
                condition=Q(state="published"),
                name="faq_announcement_newest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="faq_announcement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="faq_announcement_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_kind_display()}"

    @property
    def is_over(self) -> bool:
        """Say whether its last day has passed."""
        return self.ends_on < clock.today()

    @property
    def has_begun(self) -> bool:
        """Say whether its first day has come."""
        return self.starts_on <= clock.today()

    @property
    def standing(self) -> str:
        """Return in a word where it stands today."""
        if self.state != self.State.PUBLISHED:
            return self.State(self.state).label
        if self.is_over:
            return "已经结束"
        return "在网站上" if self.has_begun else "还没到日子"


class AnnouncementEdit(models.Model):
    """What was done to an announcement by whom, and what it said then: never altered."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="history")
    what = models.CharField(max_length=40)
    why = models.CharField(max_length=200, blank=True)
    said: Any = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["announcement", "-id"], name="faq_announcement_history")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.what}"
