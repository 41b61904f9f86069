"""What waits to be sent, what lies in the inbox, and the messages of development."""

from django.conf import settings
from django.db import models

from portal import clock
from portal.crypto import EncryptedJSONField, EncryptedTextField


class Outbox(models.Model):
    """One thing to deliver once: a message by one channel, or a job for the worker."""

    class Kind(models.TextChoices):
        """By which way a row leaves."""

        INBOX = "inbox", "站内消息"
        SMS = "sms", "短信"
        MAIL = "mail", "邮件"
        JOB = "job", "后台任务"

    class State(models.TextChoices):
        """How far a row has come."""

        PENDING = "pending", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        UNKNOWN = "unknown", "结果不明"
        FAILED = "failed", "发送失败"
        CANCELLED = "cancelled", "已取消"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=5, choices=Kind)
    notice = models.CharField(max_length=80)  # name of the notice, or of the job
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    recipient = EncryptedTextField(blank=True)  # phone or mail address; empty: the user's own
    payload = EncryptedJSONField()
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    questions = models.PositiveSmallIntegerField(default=0)  # asked of the gateway in vain
    next_try_at = models.DateTimeField(null=True, blank=True)  # null: at once; unknown: never
    expires_at = models.DateTimeField(null=True, blank=True)  # of no use to the person afterwards
    created_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gateway_id = models.CharField(max_length=100, blank=True)
    last_error = models.CharField(max_length=100, blank=True)  # kind of error, never its text

    class Meta:
        verbose_name = "待发消息"
        verbose_name_plural = "待发消息"
        indexes = [
            models.Index(
                fields=["kind", "id"],
                name="outbox_pending",
                condition=models.Q(state="pending"),
            ),
            models.Index(
                fields=["state", "id"],
                name="outbox_open",
                condition=models.Q(state__in=["sending", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Message(models.Model):
    """One message in a person's inbox on this site."""

    key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notice = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    body = EncryptedTextField()
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "站内消息"
        verbose_name_plural = "站内消息"
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="message_newest"),
            models.Index(
                fields=["user"], name="message_unread", condition=models.Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DevelopmentMessage(models.Model):
    """A text that would have gone to a telephone, kept where a developer can read it."""

    key = models.CharField(max_length=200, unique=True)
    phone = models.CharField(max_length=40)
    text = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "开发短信"
        verbose_name_plural = "开发短信"
        indexes = [models.Index(fields=["-created_at", "-id"], name="development_newest")]

    def __str__(self) -> str:
        return f"{self.phone} {self.text}"
