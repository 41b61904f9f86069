"""Subsidies of flexible workers' contributions: rules by date, applications, months, lists."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual

from portal import clock
from portal.accounts.models.user import valid_on
from portal.attachments.models import Attachment, AttachmentQuerySet
from portal.cases.models import Case, Party
from portal.cases.serving import ServedCase
from portal.crypto import EncryptedTextField
from portal.letters.models import LetterRecipient, Service


class SubsidyRule(models.Model):
    """How much is paid, and how long, for months from a day on; the latest day holds."""

    from_on = models.DateField("自何月起适用（当月一日）", unique=True)
    numerator = models.PositiveSmallIntegerField("补贴比例：分子", default=2)
    denominator = models.PositiveSmallIntegerField("补贴比例：分母", default=3)
    month_cap = models.DecimalField(
        "每月封顶（元，空着为不封顶）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    most_months = models.PositiveSmallIntegerField("最多补贴几个月", default=36)
    years_before_retirement = models.PositiveSmallIntegerField(
        "距退休不足几年的可补到退休", default=5
    )
    source = models.CharField("依据", max_length=300)
    is_verified = models.BooleanField("依据已经核实", default=False)

    class Meta:
        verbose_name = "灵活就业社保补贴标准"
        verbose_name_plural = "灵活就业社保补贴标准"
        ordering = ("-from_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(denominator__gt=0, numerator__gt=0)
                & Q(GreaterThanOrEqual(F("denominator") * 2, F("numerator") * 3)),
                name="subsidy_share_at_most_two_thirds",
            ),
            models.CheckConstraint(
                condition=Q(month_cap=None) | Q(month_cap__gt=0), name="subsidy_cap_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} {self.numerator}/{self.denominator}"


class SubsidyGround(models.Model):
    """A status by which somebody is subsidised, such as 就业困难人员."""

    name = models.CharField("身份", max_length=60, unique=True)
    hint = models.CharField("说明", max_length=120, blank=True)
    source = models.CharField("依据", max_length=300)
    is_verified = models.BooleanField("依据已经核实", default=False)
    from_on = models.DateField("自")
    to_on = models.DateField("至", null=True, blank=True)
    sort = models.PositiveSmallIntegerField("顺序", default=50)

    class Meta:
        verbose_name = "灵活就业社保补贴对象"
        verbose_name_plural = "灵活就业社保补贴对象"
        ordering = ("sort", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="subsidy_ground_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FlexibleSubsidy(ServedCase):
    """An application of a flexible worker for one year's months, and what was decided."""

    class Proposal(models.TextChoices):
        """What the first officer proposes."""

        GRANT = "grant", "予以补贴"
        REFUSE = "refuse", "不予补贴"

    class Checked(models.TextChoices):
        """How the first officer made sure of the status."""

        FILE = "file", "看了申请人交的证明"
        REGISTER = "register", "查了就业困难人员等身份的登记"

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="flexible_subsidy"
    )
    identity = models.ForeignKey(
        "accounts.Identity", on_delete=models.PROTECT, related_name="subsidies"
    )
    ground = models.ForeignKey(SubsidyGround, on_delete=models.PROTECT, related_name="+")
    ground_number = EncryptedTextField(blank=True)
    ground_until = models.DateField(null=True, blank=True)
    status_checked = models.CharField(max_length=8, choices=Checked.choices, blank=True)
    proposal = models.CharField(max_length=6, choices=Proposal.choices, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = EncryptedTextField(blank=True)
    returned_because = EncryptedTextField(blank=True)
    retires_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    granted_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "灵活就业社保补贴申请"
        verbose_name_plural = "灵活就业社保补贴申请"
        indexes = [
            models.Index(
                fields=["ground_until", "case"],
                condition=Q(reminded_on=None, ground_until__isnull=False),
                name="subsidy_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    # What rules ask -----------------------------------------------------------------------------

    def unserved(self) -> list[int]:
        """Return the letters that wait for their service."""
        served = Service.objects.filter(letter__case=self.pk, served_on__isnull=False)
        rows = LetterRecipient.objects.filter(letter__case=self.pk)
        rows = rows.exclude(letter_id__in=served.values("letter_id"))
        return list(rows.order_by("-letter_id").values_list("letter_id", flat=True))

    def party(self) -> Party:
        """Return the person as a side of the case."""
        return self.applicant()

    def applicant(self) -> Party:
        """Return the person as they applied."""
        return self.case.parties.select_related("identity").get(kind=Party.Kind.WORKER)

    def asked(self) -> tuple[date, ...]:
        """Return the months for which this application asks."""
        return tuple(self.months.order_by("month").values_list("month", flat=True))

    def granted_before(self) -> frozenset[date]:
        """Return the months of other applications that the person was granted."""
        rows = SubsidyMonth.objects.filter(identity_id=self.identity_id, granted_on__isnull=False)
        return frozenset(rows.exclude(subsidy_id=self.pk).values_list("month", flat=True))

    def rule(self) -> SubsidyRule | None:
        """Return the rule of the day of filing, which says how many months there may be."""
        return rule_on(self.case.filed_on)

    def has_proof(self) -> bool:
        """Say whether a proof of the status was handed in."""
        return self.files().exists()

    def is_published(self) -> bool:
        """Say whether the application stands in a list that was published."""
        return SubsidyLine.objects.filter(
            subsidy_id=self.pk, roll__published_on__isnull=False
        ).exists()

    def files(self) -> AttachmentQuerySet:
        """Return the proofs that were handed in."""
        return Attachment.objects.received().filter(case=self.case_id)


class SubsidyMonth(models.Model):
    """A month for which somebody paid contributions, and what was granted for it."""

    subsidy = models.ForeignKey(FlexibleSubsidy, on_delete=models.PROTECT, related_name="months")
    identity = models.ForeignKey("accounts.Identity", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    pension = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    medical = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    amount = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    granted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "补贴月份"
        verbose_name_plural = "补贴月份"
        ordering = ("subsidy_id", "month")
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "month"],
                condition=Q(granted_on__isnull=False),
                name="subsidy_month_granted_once",
            ),
            models.UniqueConstraint(fields=["subsidy", "month"], name="subsidy_month_asked_once"),
            models.CheckConstraint(
                condition=Q(pension__gte=0)
                & Q(medical__gte=0)
                & Q(amount__gte=0)
                & Q(amount__lte=F("pension") + F("medical")),
                name="subsidy_month_amounts",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="subsidy_month_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def paid(self) -> Decimal:
        """Return what the person paid for the month."""
        return self.pension + self.medical


class SubsidyRoll(models.Model):
    """A list of granted applications to pay and to publish; published, it stands as it is."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField(default=clock.today)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(unique=True)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "补贴发放名单"
        verbose_name_plural = "补贴发放名单"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="subsidy_roll_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(published_on=None, published_by=None)
                | (
                    Q(published_on__isnull=False, published_by__isnull=False)
                    & ~Q(published_by=F("made_by"))
                ),
                name="subsidy_roll_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(published_on__lte=F("paid_on")),
                name="subsidy_roll_paid_after_publication",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-id"], name="subsidy_roll_office"),
            models.Index(
                fields=["-id"],
                condition=Q(published_on__isnull=False),
                name="subsidy_roll_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the name of the list: 2026年第1批."""
        return f"{self.year}年第{self.number}批"


class SubsidyLine(models.Model):
    """One application in a list: the name and the amount as they were granted."""

    roll = models.ForeignKey(SubsidyRoll, on_delete=models.PROTECT, related_name="lines")
    subsidy = models.OneToOneField(FlexibleSubsidy, on_delete=models.PROTECT, related_name="line")
    name = models.CharField(max_length=160)
    first_month = models.DateField()
    last_month = models.DateField()
    months = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "补贴发放名单的一行"
        verbose_name_plural = "补贴发放名单的行"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.roll_id} {self.subsidy_id}"


def rule_on(day: date) -> SubsidyRule | None:
    """Return the rule that is in force on a day, if one was entered."""
    return SubsidyRule.objects.filter(from_on__lte=day).first()


def grounds_on(day: date) -> QuerySet[SubsidyGround]:
    """Return by which statuses somebody is subsidised on a day."""
    return SubsidyGround.objects.filter(valid_on(day))
