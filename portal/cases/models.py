"""The envelope of every procedure: the case, its parties, its ledger, its notes."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from portal import clock
from portal.crypto import EncryptedTextField
from portal.deadlines.models import NO_DUE_DAY
from portal.workflow.roles import Role

REFERENCE_SEQUENCE = "cases_reference"


class Case(models.Model):
    """One procedure of one kind; the facts of the service stand in its detail."""

    kind = models.CharField(max_length=40)
    reference = models.CharField("申请编号", max_length=20, unique=True)
    state = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="cases")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_open = models.BooleanField(default=True)
    next_due_on = models.DateField(default=NO_DUE_DAY)
    person_name = models.CharField(max_length=80)
    employer_name = models.CharField(max_length=160)
    filed_on = models.DateField()
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "state", "next_due_on", "id"],
                include=["kind"],
                condition=Q(is_open=True),
                name="case_open_office_state",
            ),
            models.Index(
                fields=["office", "next_due_on", "id"],
                include=["kind"],
                condition=Q(is_open=True),
                name="case_open_office",
            ),
            models.Index(
                fields=["office", "handler", "next_due_on", "id"],
                include=["kind"],
                condition=Q(is_open=True),
                name="case_open_handler",
            ),
            GinIndex(fields=["person_name"], opclasses=["gin_trgm_ops"], name="case_person_trgm"),
            GinIndex(
                fields=["employer_name"], opclasses=["gin_trgm_ops"], name="case_employer_trgm"
            ),
            models.Index(fields=["office", "person_name", "id"], name="case_office_person"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def whom(self) -> str:
        """Return whom the case is about: a person, or the employer where it is about itself."""
        return self.person_name or self.employer_name


class Party(models.Model):
    """A side of a case as it was filed; letters, services, deadlines and notices point here."""

    class Kind(models.TextChoices):
        """What somebody is in the case."""

        WORKER = "worker", "职工"
        RELATIVE = "relative", "近亲属"
        UNION = "union", "工会组织"
        EMPLOYER = "employer", "用人单位"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=10, choices=Kind)
    is_applicant = models.BooleanField(default=False)
    is_deceased = models.BooleanField(default=False)
    identity = models.ForeignKey(
        "accounts.Identity", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=160)
    relation = models.CharField(max_length=40, blank=True)
    phone = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    is_address_hidden = models.BooleanField(default=True)
    electronic_service_consent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=("worker", "employer")),
                name="party_one_worker_one_employer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def addressed_as(self) -> str:
        """Return the name on letters: those to a dead worker go to the near relatives."""
        return f"{self.name}的近亲属" if self.is_deceased else self.name

    @property
    def role(self) -> str:
        """Return what the party is, as letters name their addressees."""
        return self.kind

    @property
    def roles(self) -> frozenset[Role]:
        """Return the capacities in which this party may act."""
        roles = {Role.APPLICANT} if self.is_applicant else set()
        if self.kind == self.Kind.WORKER:
            roles.add(Role.WORKER)
        if self.kind == self.Kind.EMPLOYER:
            roles.add(Role.EMPLOYER)
        return frozenset(roles)


class Entry(models.Model):
    """One line of the ledger: an act that was performed; appended, never changed.

    `text` is the canonical record that `digest` seals together with the digest before it. It
    holds ids, dates and hashes, no diagnoses. `on` is the legal day, `recorded_at` the instant.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=20)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    key = models.UUIDField(null=True)
    body_hash = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("case_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="entry_numbered_once"),
            models.UniqueConstraint(
                fields=["by", "key"],
                condition=Q(key__isnull=False),
                nulls_distinct=False,
                name="entry_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.number} {self.act}"


class Note(models.Model):
    """An internal remark of the office on a case; never shown to a party."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField()
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.written_at}"


class Recusal(models.Model):
    """An officer who must stay away from a case because of an interest in it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField()
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="recusal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
