"""Official letters, their number series, their recipients and their service."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal import clock
from portal.crypto import EncryptedJSONField, EncryptedTextField
from portal.workflow.service import METHOD_LABELS, Method


class NumberCounter(models.Model):
    """The last number given out in one series of one office in one year."""

    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="number_counters", verbose_name="机关"
    )
    kind = models.CharField("文书字号", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        verbose_name = "文号计数"
        verbose_name_plural = "文号计数"
        constraints = [
            models.UniqueConstraint(
                fields=("office", "kind", "year"), name="letters_counter_once_a_series"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}字〔{self.year}〕{self.last}"


class Letter(models.Model):
    """A letter fixed at signing: its number, its template and what it says."""

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="letters", verbose_name="案件"
    )
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="letters", verbose_name="制发机关"
    )
    kind = models.CharField("文书", max_length=40)
    template = models.CharField("模板", max_length=60)
    template_version = models.PositiveSmallIntegerField("模板版本", default=1)
    title = models.CharField("标题", max_length=60)
    series = models.CharField("文书字号", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    sequence = models.PositiveIntegerField("序号", null=True, blank=True)
    number = models.CharField("文号", max_length=80, blank=True)
    inputs = EncryptedJSONField("内容")
    inputs_hash = models.CharField("内容摘要", max_length=64)
    issued_on = models.DateField("成文日期")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="签发人",
    )
    created_at = models.DateTimeField("登记时间", default=clock.now)
    verification_code = models.CharField("核对码", max_length=16, unique=True)
    pdf = models.CharField("文件", max_length=200, blank=True)
    pdf_sha256 = models.CharField("文件摘要", max_length=64, blank=True)
    rendered_at = models.DateTimeField("排版时间", null=True, blank=True)
    is_sample = models.BooleanField("样章", default=False)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("office", "series", "year", "sequence"),
                condition=Q(sequence__isnull=False),
                name="letters_number_once",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, number="") | Q(sequence__gte=1) & ~Q(number=""),
                name="letters_number_has_sequence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class LetterRecipient(models.Model):
    """A party to whom a letter is addressed."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="recipients")
    party = models.ForeignKey(
        "cases.Party", models.PROTECT, related_name="letters_addressed", verbose_name="当事人"
    )
    role = models.CharField("身份", max_length=20)

    class Meta:
        verbose_name = "受送达人"
        verbose_name_plural = "受送达人"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("letter", "party"), name="letters_recipient_once_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.party_id}"


class Service(models.Model):
    """One attempt to serve one letter on one party; without a day it failed."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services", verbose_name="文书")
    party = models.ForeignKey(
        "cases.Party", models.PROTECT, related_name="services", verbose_name="受送达人"
    )
    method = models.CharField(
        "送达方式",
        max_length=20,
        choices=[(one.value, label) for one, label in METHOD_LABELS.items()],
    )
    attempted_on = models.DateField("送达日期")
    served_on = models.DateField("发生效力的日期", null=True, blank=True)
    place = EncryptedTextField("送达地点", blank=True)
    received_by = models.CharField("签收人", max_length=60, blank=True)
    relation = models.CharField("与受送达人的关系", max_length=40, blank=True)
    proof = models.ForeignKey(
        "attachments.Attachment",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="送达凭证",
    )
    servers = models.CharField("送达人", max_length=120, blank=True)
    remark = models.TextField("备注", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="登记人",
    )
    recorded_at = models.DateTimeField("登记时间", default=clock.now)

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        ordering = ("attempted_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("letter", "party"),
                condition=Q(served_on__isnull=False),
                name="letters_served_once_a_party",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True)
                | Q(proof__isnull=False)
                | (Q(method=Method.ELECTRONIC) & ~Q(remark="")),
                name="letters_served_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.attempted_on}"
