"""Persons and organisations, and who may act for them in which case."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal import clock
from portal.accounts.identifiers import KIND_LABELS, IdentityKind
from portal.crypto import EncryptedTextField, mask_id


class Identity(models.Model):
    """A person or an organisation by kind and number; the number is never shown whole."""

    kind = models.CharField(
        "类型", max_length=20, choices=[(k.value, KIND_LABELS[k]) for k in IdentityKind]
    )
    number = EncryptedTextField("号码")
    number_index = models.CharField(max_length=64, editable=False)
    name = models.CharField("姓名或名称", max_length=120)
    created_at = models.DateTimeField("建立时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = "身份"
        verbose_name_plural = "身份"
        constraints = [
            models.UniqueConstraint(fields=["kind", "number_index"], name="identity_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        """Return the number as people may see it."""
        return mask_id(self.number)


class MandateKind(models.TextChoices):
    """In what quality a user acts for a person or an organisation."""

    SELF = "self", "本人"
    RELATIVE = "relative", "近亲属"
    UNION = "union", "工会组织"
    LAWYER = "lawyer", "委托代理人"
    EMPLOYER_AGENT = "employer_agent", "用人单位经办人"


class Assurance(models.TextChoices):
    """How sure we are that the user may."""

    ASSERTED = "asserted", "自行填报"
    COUNTER = "counter", "窗口核验"
    PROVIDER = "provider", "统一身份认证"


class Scope(models.TextChoices):
    """How far it reaches."""

    ONE_CASE = "one_case", "一个案件"
    ALL = "all", "全部事项"


class Mandate(models.Model):
    """The right of one user to act for an identity or a party, from a day to a day.

    `to_on` is the last whole day: what is ended at once has its last day yesterday, also on the
    day of its beginning.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    identity = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    party = models.ForeignKey(
        "cases.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    kind = models.CharField(max_length=20, choices=MandateKind.choices)
    assurance = models.CharField(
        max_length=10, choices=Assurance.choices, default=Assurance.ASSERTED
    )
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.ONE_CASE)
    from_on = models.DateField(default=clock.today)
    to_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "代理权"
        verbose_name_plural = "代理权"
        indexes = [
            models.Index(fields=["user", "case"], name="mandate_user_case"),
            models.Index(fields=["party", "user"], name="mandate_party_user"),
            models.Index(fields=["identity", "user"], name="mandate_identity_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=Scope.ONE_CASE, case__isnull=False)
                | Q(scope=Scope.ALL, case=None, party=None, identity__isnull=False),
                name="mandate_names_what_it_covers",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.ONE_CASE) | ~Q(assurance=Assurance.ASSERTED),
                name="mandate_for_all_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="mandate_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind=MandateKind.SELF, scope=Scope.ALL, to_on=None),
                name="mandate_one_self_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class ActivationCode(models.Model):
    """A one-time code: of a served letter for one party's case, or of an organisation's agent."""

    party = models.ForeignKey(
        "cases.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activation_codes",
    )
    identity = models.ForeignKey(
        Identity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activation_codes",
    )
    agent_name = models.CharField(max_length=60, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "一次性查办码"
        verbose_name_plural = "一次性查办码"
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, identity=None)
                | Q(party=None, identity__isnull=False),
                name="code_opens_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
