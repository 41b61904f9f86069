"""The tracks beside the procedure: evidence notice, records, suspensions, statements."""

from django.db import models
from django.db.models import Q

from injury_claims.outcomes import (
    SuspensionCause,
)
from portal import clock
from portal.accounts.models import User
from portal.crypto import EncryptedTextField


class EvidenceNotice(models.Model):
    """限期举证: the notice to the employer and what came of it; its status follows its dates."""

    claim = models.OneToOneField(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="evidence_notice"
    )
    points = EncryptedTextField()
    issued_on = models.DateField()
    served_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    silence_noted_on = models.DateField(null=True)
    agrees = models.BooleanField(null=True)
    statement = EncryptedTextField(blank=True)
    extended_days = models.PositiveSmallIntegerField(default=0)
    extension_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.claim_id} {self.status}"

    @property
    def status(self) -> str:
        """Return issued, served, replied or silence_noted."""
        if self.replied_on:
            return "replied"
        if self.silence_noted_on:
            return "silence_noted"
        return "served" if self.served_on else "issued"


class InvestigationRecord(models.Model):
    """An interview or a site visit, made by two officers together."""

    class Kind(models.TextChoices):
        """What was recorded."""

        INTERVIEW = "interview", "调查笔录"
        SITE = "site", "现场勘查笔录"

    claim = models.ForeignKey(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="records"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.CharField(max_length=80, blank=True)
    relation = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    content = EncryptedTextField()
    first_officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("taken_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_officer=models.F("second_officer")),
                name="record_two_officers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken_at:%Y-%m-%d}"


class SuspensionRecord(models.Model):
    """One 中止: its cause, from when to when."""

    claim = models.ForeignKey(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="suspensions"
    )
    cause = models.CharField(max_length=30)
    awaited = models.CharField(max_length=200)
    explanation = EncryptedTextField(blank=True)
    suspended_on = models.DateField()
    resumed_on = models.DateField(null=True)

    class Meta:
        ordering = ("suspended_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(resumed_on__isnull=True), name="suspension_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause_label} {self.suspended_on}"

    @property
    def cause_label(self) -> str:
        """Return the cause in the statute's words."""
        return SuspensionCause(self.cause).label


class Statement(models.Model):
    """What somebody wrote with an act: reasons, opinions, explanations."""

    claim = models.ForeignKey(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="statements"
    )
    act = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField()
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return f"{self.claim_id} {self.act}"
