"""Questions to an office, thanks and complaints, and the frequent questions they make."""

from django.conf import settings
from django.db import models

from faq.models.entry import Audience, Entry, Topic, Version
from portal import clock
from portal.cases.models import Case
from portal.crypto import EncryptedTextField
from portal.offices.directory import open_offices
from portal.offices.models import Power


class Theme(models.Model):
    """A question that several people ask: who works on it, and what became of it."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "还没有人办"
        WORK = "work", "正在写回答"
        ANSWERED = "answered", "已有回答"
        NO_RULE = "no_rule", "法律没有规定"

    title = models.CharField("问题", max_length=60, unique=True)
    topic = models.CharField("类别", max_length=10, choices=Topic.choices)
    state = models.CharField("情况", max_length=10, choices=State.choices, default=State.OPEN)
    remark = models.CharField("说明", max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="themes"
    )
    opened_on = models.DateField(default=clock.today, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "常见问题"
        verbose_name_plural = "常见问题"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class _Sent(models.Model):
    """What somebody sent to an office; who it was stands apart, in `Sender`."""

    text = EncryptedTextField()
    code_hash = models.CharField(max_length=64, editable=False)
    answer = EncryptedTextField(blank=True)
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def other_offices(self) -> frozenset[int]:
        """Return the offices to which it may go on."""
        own: Case = self.case  # type: ignore[attr-defined]
        today = clock.today()
        every = {
            pk
            for power in (Power.RECOGNITION, Power.AGENCY)
            for pk in open_offices(on=today, power=power).values_list("pk", flat=True)
        }
        return frozenset(every - {own.office_id})


class Question(_Sent):
    """A question; it belongs to a frequent one where others asked the same."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="question"
    )
    topic = models.CharField(max_length=10, choices=Topic.choices, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    asked_on = models.DateField(default=clock.today, editable=False)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )

    class Meta:
        verbose_name = "咨询"
        verbose_name_plural = "咨询"
        indexes = [models.Index(fields=["theme", "asked_on"], name="faq_question_theme")]

    def __str__(self) -> str:
        return str(self.case_id)


class Voice(_Sent):
    """Thanks or a complaint; `about_case` is the case of its sender that it speaks of.

    `shown` is what everybody reads of thanks whose sender agreed.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="voice"
    )
    is_complaint = models.BooleanField()
    about = models.CharField(max_length=80, blank=True)
    about_case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    may_be_shown = models.BooleanField(default=False)
    shown = models.CharField(max_length=300, blank=True)
    shown_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = "表扬或者投诉"
        verbose_name_plural = "表扬和投诉"
        indexes = [
            models.Index(
                fields=["-shown_on", "-case"],
                condition=models.Q(shown_on__isnull=False),
                name="faq_voice_shown",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class Sender(models.Model):
    """Who sent something, as far as somebody wished to be reached or was logged in."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="sender"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)

    class Meta:
        verbose_name = "来信人"
        verbose_name_plural = "来信人"

    def __str__(self) -> str:
        return str(self.case_id)


class Logged(models.Model):
    """A question that was asked at a counter, on the phone or at an event, and answered there."""

    class Channel(models.TextChoices):
        """Where it was asked."""

        COUNTER = "counter", "窗口"
        PHONE = "phone", "电话"
        EVENT = "event", "活动、培训"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="logged")
    channel = models.CharField("在哪里问的", max_length=10, choices=Channel.choices)
    times = models.PositiveSmallIntegerField("几次", default=1)
    office = models.ForeignKey(
        "offices.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(default=clock.today, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "窗口和电话的咨询"
        verbose_name_plural = "窗口和电话的咨询"
        indexes = [models.Index(fields=["on", "theme"], name="faq_logged_month")]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.channel}"
