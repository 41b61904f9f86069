"""「有用吗」: how often an answer helped, and what was missed where it did not."""

from django.conf import settings
from django.db import models

from faq.models.entry import Entry, Version
from portal import clock


class Tally(models.Model):
    """How many readers of a version said on a day that it helped, and that it did not."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="tallies")
    on = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "有用吗"
        verbose_name_plural = "有用吗"
        constraints = [
            models.UniqueConstraint(fields=["version", "on"], name="faq_tally_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.on}"


class Lack(models.Model):
    """What somebody missed in an answer, without numbers; it waits until an editor has seen it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lacks")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    what = models.CharField("怎么处理的", max_length=200, blank=True)

    class Meta:
        verbose_name = "没有帮上忙的"
        verbose_name_plural = "没有帮上忙的"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["-id"], condition=models.Q(settled_at=None), name="faq_lack_open"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.pk}"
