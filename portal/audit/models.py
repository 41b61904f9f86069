"""Events of the audit and the seals over them; both are only ever added to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal import clock

APPEND_ONLY_TABLES = ("audit_event", "audit_seal")


class AuditEvent(models.Model):
    """Somebody looked at personal data, entered, or edited as administrator."""

    at = models.DateTimeField("时间", default=clock.now, editable=False)
    actor_id = models.BigIntegerField("人员编号", null=True, editable=False)
    actor_label = models.CharField("人员", max_length=80, blank=True, editable=False)
    verb = models.CharField("事项", max_length=32, editable=False)
    target = models.CharField("对象", max_length=200, blank=True, editable=False)
    case_id = models.BigIntegerField("案件编号", null=True, editable=False)
    subject_id = models.BigIntegerField("涉及的人", null=True, editable=False)
    reason = models.CharField("理由", max_length=500, blank=True, editable=False)
    address = models.GenericIPAddressField("网络地址", null=True, editable=False)

    class Meta:
        """The table has a short name because database privileges are granted by it."""

        db_table = "audit_event"
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case_id", "id"], name="audit_event_case"),
            models.Index(fields=["actor_id", "id"], name="audit_event_actor"),
            models.Index(
                fields=["subject_id", "id"],
                condition=models.Q(subject_id__isnull=False),
                name="audit_event_subject",
            ),
        ]

    def __str__(self) -> str:
        """Return the bare fact without the object it concerns."""
        return f"{self.pk} {self.verb}"

    def canonical(self) -> str:
        """Return the one text of this row that seals are computed over.

        The subject came later: it is the last part, and absent where there is none, so that the
        seals of older rows hold.
        """
        moment = self.at.astimezone(clock.CHINA).isoformat(timespec="microseconds")
        values = [
            self.pk,
            moment,
            self.actor_id,
            self.actor_label,
            self.verb,
            self.target,
            self.case_id,
            self.reason,
            self.address,
        ]
        if self.subject_id is not None:
            values.append(self.subject_id)
        return "\x1f".join("" if value is None else str(value) for value in values)


class AuditSeal(models.Model):
    """A signature over a batch of events and over the seal before it."""

    sealed_at = models.DateTimeField(default=clock.now, editable=False)
    event_ids = ArrayField(models.BigIntegerField(), editable=False)
    last_event_id = models.BigIntegerField(editable=False)
    previous = models.CharField(max_length=64, blank=True, editable=False)
    signature = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """One seal follows another: a fork of the chain is refused by the database."""

        db_table = "audit_seal"
        verbose_name = "审计封签"
        verbose_name_plural = "审计封签"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="audit_seal_follows_one"),
        ]

    def __str__(self) -> str:
        """Return number and beginning of the signature."""
        return f"{self.pk} {self.signature[:12]}"
