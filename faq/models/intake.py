"""Questions that a machine has read from a printed page and that wait for somebody to read them."""

from django.conf import settings
from django.db import models

from faq.models.entry import Entry
from portal import clock


class Draft(models.Model):
    """One question as it was read; it is never shown to visitors, only what is made of it."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "等核对"
        TAKEN = "taken", "已采用"
        DROPPED = "dropped", "不采用"

    source = models.CharField("出处", max_length=120)
    number = models.PositiveSmallIntegerField("第几问")
    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=6000)
    cited = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    why_dropped = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "等核对的问答"
        verbose_name_plural = "等核对的问答"
        ordering = ("source", "number")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="faq_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
