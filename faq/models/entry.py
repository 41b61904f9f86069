"""Questions that people ask, and what is answered: an entry, its versions, their sources."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet

from portal import clock


class Topic(models.TextChoices):
    """What a question is about; the order is that of the page."""

    GROUNDS = "grounds", "算不算工伤"
    COMMUTE = "commute", "上下班路上"
    APPLY = "apply", "申请工伤认定"
    APPRAISAL = "appraisal", "劳动能力鉴定"
    BENEFITS = "benefits", "钱由谁付、付多少"
    PEOPLE = "people", "特殊的人和单位"
    INSURANCE = "insurance", "参保"


class Audience(models.TextChoices):
    """Who asks; the first is answered where nobody has said who asks."""

    WORKER = "worker", "受伤的人"
    FAMILY = "family", "家属"
    EMPLOYER = "employer", "单位"


class EntryQuerySet(QuerySet["Entry"]):
    """Entries as visitors may read them."""

    def published(self) -> "EntryQuerySet":
        """Return those that stand on the site."""
        return self.filter(current__isnull=False)


class Entry(models.Model):
    """One question that people ask. What it answers stands in its versions, one of them current.

    Whoever answers for it reads it again by `review_by`.
    """

    code = models.SlugField("编号", max_length=40, unique=True)
    topic = models.CharField("类别", max_length=10, choices=Topic.choices)
    sort = models.PositiveSmallIntegerField("顺序", default=100)
    seed_number = models.PositiveSmallIntegerField("原页第几问", null=True, blank=True)
    current = models.OneToOneField(
        "faq.Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    related = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")
    review_by = models.DateField("下次核对的日子", null=True, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    retired_because = models.CharField("停用的理由", max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "问答"
        verbose_name_plural = "问答"
        ordering = ("topic", "sort", "id")
        indexes = [
            models.Index(
                fields=["topic", "sort", "id"],
                condition=Q(current__isnull=False),
                name="faq_entry_published",
            ),
            models.Index(
                fields=["review_by"], condition=Q(current__isnull=False), name="faq_entry_review"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """What an entry says, from draft to publication; once published it is never altered.

    An entry has one version at work at a time; `edits` counts how often that was saved, so that two
    editors see each other. `written_by` saved it last; nobody who saved it compares it with the
    law.

    `short` answers in one sentence, `body` is Markdown, and periods in both are named by their
    codes, so that the law's tables say how long they are. `silent` says what the law leaves open
    and who decides. `also` are other words for the same question. Who of the city's offices has
    read it against the law, and when, stands in `checked_by` and `checked_on`.
    """

    class State(models.TextChoices):
        """How far a version has come."""

        DRAFT = "draft", "在写"
        CHECKING = "checking", "等核对"
        RETURNED = "returned", "退回修改"
        CHECKED = "checked", "核对过，等发布"
        PUBLISHED = "published", "已发布"
        PAST = "past", "以前的版本"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edits = models.PositiveIntegerField(default=0)
    why = models.CharField("改了什么，为什么", max_length=200, blank=True)
    returned_because = models.CharField("退回的理由", max_length=200, blank=True)
    question = models.CharField("问题", max_length=60)
    short = models.CharField("一句话回答", max_length=160)
    body = models.TextField("详细说明", max_length=8000)
    silent = models.CharField("法律没有写明的", max_length=400, blank=True)
    fits = ArrayField(
        models.CharField(max_length=10, choices=Audience.choices), verbose_name="适合谁看"
    )
    also = ArrayField(models.CharField(max_length=40), verbose_name="别的问法", default=list)
    next_steps = ArrayField(
        models.CharField(max_length=40), verbose_name="下一步", default=list, blank=True
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField("发布日期", null=True, editable=False)
    checked_on = models.DateField("核对日期", null=True, editable=False)
    checked_by = models.CharField("核对的科室", max_length=80, blank=True)

    class Meta:
        verbose_name = "问答的一版"
        verbose_name_plural = "问答的各版"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="faq_version_numbered_once"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state__in=("draft", "checking", "returned", "checked")),
                name="faq_version_one_at_work",
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by="")
                | (Q(checked_on__isnull=False) & ~Q(checked_by="")),
                name="faq_version_checked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"

    @property
    def is_checked(self) -> bool:
        """Say whether an office of the city has read it against the law."""
        return self.checked_on is not None

    def last_change(self) -> date | None:
        """Return the day from which it stands, or on which it was read again."""
        return self.checked_on or self.published_on


class Edit(models.Model):
    """What was done to an entry by whom: written once, never altered."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="edits")
    number = models.PositiveSmallIntegerField("第几版", null=True)
    what = models.CharField(max_length=40)
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["entry", "-id"], name="faq_edit_newest")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.what}"


class Wording(models.Model):
    """How one audience reads a version; what is empty stays as everybody reads it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    short = models.CharField(max_length=160)
    body = models.TextField(max_length=8000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "audience"], name="faq_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.audience}"


class Citation(models.Model):
    """A place in the law on which a version rests; instruments are those that the portal knows."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField()
    instrument = models.CharField(max_length=10)
    article = models.PositiveSmallIntegerField(default=0)
    paragraph = models.PositiveSmallIntegerField(default=0)
    item = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="faq_citation_position"),
        ]
        indexes = [models.Index(fields=["instrument", "article"], name="faq_citation_article")]

    def __str__(self) -> str:
        return f"{self.instrument}:{self.article}"
