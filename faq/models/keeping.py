"""What keeps answers true: repealed places, contradictions, pictures, answers given to a case."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faq.models.entry import Audience, Entry, Version
from portal import clock


class Repeal(models.Model):
    """A text or one of its articles that is no longer in force from a day on; 0 is the whole text.

    What stands in its place is said in words, for the editors and for whoever reads an answer that
    still names it.
    """

    instrument = models.CharField("法规代码", max_length=10)
    article = models.PositiveSmallIntegerField("第几条", default=0)
    from_on = models.DateField("从哪一天起失效")
    instead = models.CharField("现在依据什么", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "失效的规定"
        verbose_name_plural = "失效的规定"
        ordering = ("-from_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["instrument", "article"], name="faq_repeal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}:{self.article}"


class Conflict(models.Model):
    """Two versions that name the same article with different numbers, the smaller key first.

    It waits while both stand on the site, until one of them changes or somebody says why both are
    right.
    """

    first = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=120)
    what = models.CharField(max_length=200)
    found_at = models.DateTimeField(default=clock.now, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "可能矛盾的回答"
        verbose_name_plural = "可能矛盾的回答"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="faq_conflict_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="faq_conflict_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["first", "second"],
                condition=Q(cleared_at=None),
                name="faq_conflict_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class Picture(models.Model):
    """A picture that the versions of an entry may show, by its number; the bytes are rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    words = models.CharField("图上画了什么", max_length=120)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    storage_name = models.CharField(max_length=120, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "图"
        verbose_name_plural = "图"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="faq_picture_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"


class Given(models.Model):
    """An answer that an officer gave to one side of a case, in the version of that day.

    `audience` says in whose words, and so which side reads it: worker and family, or employer.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="answers_given")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="given")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("说明的日子")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "给当事人的说明"
        verbose_name_plural = "给当事人的说明"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "version", "audience"], name="faq_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.version_id}"
