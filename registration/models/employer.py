"""Employers of the register: what they are, where they belong, whom to ask, what changed when."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from portal import clock
from portal.accounts.models import Identity
from portal.crypto import EncryptedTextField, mask_id


class EmployerKind(models.TextChoices):
    """What an employer is in law; it says who registers it."""

    COMPANY = "company", "企业"
    SOLE_TRADER = "sole_trader", "个体工商户"
    COOPERATIVE = "cooperative", "农民专业合作社"
    STATE_ORGAN = "state_organ", "机关"
    INSTITUTION = "institution", "事业单位"
    SOCIAL_GROUP = "social_group", "社会团体、民办非企业单位、基金会"
    PROFESSIONAL = "professional", "律师、会计师等事务所"
    VILLAGE = "village", "村（居）民委员会、集体经济组织"
    OTHER = "other", "其他组织"


FROM_BUSINESS_REGISTER = frozenset(
    {EmployerKind.COMPANY, EmployerKind.SOLE_TRADER, EmployerKind.COOPERATIVE}
)
"""Kinds that are registered together with the business register (社会保险经办条例 Art.6)."""


class Employer(models.Model):
    """An employer of the register, one for each identity with a credit code."""

    class Status(models.TextChoices):
        """Whether the employer is still there."""

        ACTIVE = "active", "在册"
        CANCELLED = "cancelled", "已注销"

    class Source(models.TextChoices):
        """Where the entry came from."""

        BUSINESS_REGISTER = "business_register", "市场监管登记信息"
        BY_HAND = "by_hand", "窗口或网上申请"

    identity = models.OneToOneField(
        Identity, on_delete=models.PROTECT, primary_key=True, related_name="employer"
    )
    name = models.CharField("单位名称", max_length=120)
    kind = models.CharField("单位类型", max_length=16, choices=EmployerKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
    )
    legal_representative = models.CharField("法定代表人或负责人", max_length=60, blank=True)
    county = models.ForeignKey(
        "offices.County", verbose_name="参保地", on_delete=models.PROTECT, related_name="+"
    )
    town = models.ForeignKey(
        "offices.Town",
        verbose_name="镇街",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.CharField("地址", max_length=160, blank=True)
    phone = EncryptedTextField("单位电话", blank=True)
    industry_code = models.CharField("行业代码", max_length=5, blank=True)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    registered_on = models.DateField("参保登记日期")
    status = models.CharField(
        "登记状态", max_length=10, choices=Status.choices, default=Status.ACTIVE
    )
    closed_on = models.DateField("注销日期", null=True, blank=True)
    is_courier = models.BooleanField("快递企业", default=False, editable=False)
    source = models.CharField(max_length=20, choices=Source.choices)
    as_of = models.DateField("信息截至")

    class Meta:
        verbose_name = "用人单位"
        verbose_name_plural = "用人单位"
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="employer_name_trgm"),
            models.Index(fields=["county", "status", "identity"], name="employer_county"),
            models.Index(fields=["town", "status", "identity"], name="employer_town"),
            models.Index(fields=["parent"], name="employer_parent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="active", closed_on=None)
                | Q(status="cancelled", closed_on__isnull=False),
                name="employer_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("identity")), name="employer_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def credit_code(self) -> str:
        """Return the credit code, which is public."""
        return self.identity.number

    @property
    def masked_code(self) -> str:
        """Return the code as it stands where the employer is not the reader's own."""
        return mask_id(self.identity.number)

    @property
    def is_active(self) -> bool:
        """Say whether the employer is on the register today."""
        return self.status == self.Status.ACTIVE


class EmployerContact(models.Model):
    """Somebody of an employer who may be asked, in one part, from a day and perhaps until one."""

    class Part(models.TextChoices):
        """What the person is asked about."""

        SOCIAL_INSURANCE = "social_insurance", "社保专员"
        WORKERS = "workers", "职工代表"
        SAFETY = "safety", "安全负责人"
        FINANCE = "finance", "财务"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contacts")
    part = models.CharField("联系事项", max_length=20, choices=Part.choices)
    name = models.CharField("姓名", max_length=60)
    phone = EncryptedTextField("电话")
    from_on = models.DateField("自", default=clock.today)
    to_on = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering = ("part", "from_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="contact_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.name}"


class EmployerChange(models.Model):
    """One change of an employer's entry: written with the change, never altered."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="changes")
    on = models.DateField()
    what = models.CharField(max_length=40)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    run = models.ForeignKey(
        "registration.ImportRun", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.employer_id} {self.what}"
