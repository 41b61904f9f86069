"""Addresses of other sites that people are sent to, and what the daily look at them found."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

DEAD_AFTER = 3  # days on which the address did not open, one after another


class Scope(models.TextChoices):
    """For whom a site is; the order is that of the page."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "山东省"
    CITY = "city", "济宁市"


class Reach(models.TextChoices):
    """What one look at an address found."""

    OK = "ok", "打得开"
    SLOW = "slow", "打开很慢"
    MOVED = "moved", "搬走了"
    GUARDED = "guarded", "不让程序看"
    FAILED = "failed", "打不开"
    REFUSED = "refused", "不是公开的网址"


ANSWERING = (Reach.OK, Reach.SLOW, Reach.MOVED, Reach.GUARDED)


class LinkQuerySet(QuerySet["Link"]):
    """Links by how they stand."""

    def kept(self) -> "LinkQuerySet":
        """Return those that were not taken off the site."""
        return self.filter(retired_on=None)

    def dead(self) -> "LinkQuerySet":
        """Return those that did not open on three days, one after another."""
        return self.kept().filter(failed_days__gte=DEAD_AFTER)


class Link(models.Model):
    """A page of another site, what it is for, and who of ours looks after the entry.

    `failed_days` counts the days on which it did not open since it last did; `replacement` stands
    in its place while it is dead, and for good once it is retired. `edits` counts savings, so that
    two editors see each other.
    """

    code = models.SlugField("编号", max_length=40, unique=True)
    scope = models.CharField("范围", max_length=10, choices=Scope.choices)
    title = models.CharField("名称", max_length=40)
    purpose = models.CharField("办什么用", max_length=80)
    address = models.CharField("网址", max_length=300)
    owner = models.CharField("谁的网站", max_length=60)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="谁负责看",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sort = models.PositiveSmallIntegerField("顺序", default=1000)
    replacement = models.ForeignKey(
        "self",
        verbose_name="打不开时换成",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_on = models.DateField("上次查的日子", null=True, editable=False)
    found = models.CharField("查的结果", max_length=10, choices=Reach.choices, blank=True)
    detail = models.CharField("结果说明", max_length=100, blank=True)
    moved_to = models.CharField("搬到哪里", max_length=300, blank=True)
    failed_days = models.PositiveSmallIntegerField("连着几天打不开", default=0, editable=False)
    edits = models.PositiveIntegerField(default=0, editable=False)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    retired_because = models.CharField("停用的理由", max_length=200, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "网址"
        verbose_name_plural = "网址"
        ordering = ("scope", "sort", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(retired_on=None), name="faq_link_address_once"
            ),
            models.CheckConstraint(
                condition=Q(replacement=None) | ~Q(replacement=F("id")),
                name="faq_link_not_its_own_replacement",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_dead(self) -> bool:
        """Say whether it stayed shut for so many days that nobody should be sent there."""
        return self.failed_days >= DEAD_AFTER


class LinkCheck(models.Model):
    """What was found on a day; the day's first look counts."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="checks")
    on = models.DateField()
    found = models.CharField(max_length=10, choices=Reach.choices)
    detail = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("-on",)
        constraints = [
            models.UniqueConstraint(fields=["link", "on"], name="faq_link_check_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.on}"
