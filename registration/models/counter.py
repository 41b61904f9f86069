"""Walk-in entries at a window: who stands there, and the receipt of each thing that was done."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal import clock
from portal.crypto import EncryptedJSONField, EncryptedTextField
from registration.models.employer import Employer
from registration.models.person import Employment


class CounterVisit(models.Model):
    """One person at one window: everything that is entered for them names this visit.

    A clerk serves one person at a time; who comes next ends the visit before.
    """

    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="counter_visits"
    )
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    visitor = EncryptedTextField("来办的人", blank=True)
    papers = ArrayField(models.CharField(max_length=12), default=list, verbose_name="看过的证件")
    started_on = models.DateField(default=clock.today)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "窗口接待"
        verbose_name_plural = "窗口接待"
        constraints = [
            models.UniqueConstraint(
                fields=["clerk"], condition=Q(ended_at=None), name="visit_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class CounterEntry(models.Model):
    """One thing that was done at a window, and its receipt as it was printed.

    A unit that is not on the register yet is named by the case of its registration.
    """

    class What(models.TextChoices):
        """What was done."""

        ADDED = "added", "增加职工"
        ENDED = "ended", "减少职工"
        CONTACT = "contact", "更新联系人"
        UNIT = "unit", "单位参保登记"

    visit = models.ForeignKey(CounterVisit, on_delete=models.PROTECT, related_name="entries")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="counter_entries"
    )
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey("offices.County", on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey("offices.Town", null=True, on_delete=models.PROTECT, related_name="+")
    employment = models.ForeignKey(
        Employment, null=True, on_delete=models.PROTECT, related_name="counter_entries"
    )
    what = models.CharField(max_length=8, choices=What.choices)
    made_on = models.DateField(default=clock.today)
    made_at = models.DateTimeField(default=clock.now)
    inputs = EncryptedJSONField()
    key = models.UUIDField()

    class Meta:
        verbose_name = "窗口登记"
        verbose_name_plural = "窗口登记"
        indexes = [
            models.Index(fields=["clerk", "made_on", "id"], name="counter_entry_clerk"),
            models.Index(
                fields=["county", "made_on", "id"],
                condition=Q(town__isnull=False),
                name="counter_entry_county",
            ),
            models.Index(
                fields=["town", "made_on", "id"],
                condition=Q(town__isnull=False),
                name="counter_entry_town",
            ),
            models.Index(
                fields=["made_on", "id"],
                condition=Q(town__isnull=False),
                name="counter_entry_city",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["visit", "key"], name="counter_entry_once"),
            models.CheckConstraint(
                condition=Q(employer__isnull=False, case=None)
                | Q(employer=None, case__isnull=False, what="unit"),
                name="counter_entry_of_unit_or_case",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number of the receipt."""
        return f"CK{self.made_on:%Y%m%d}{self.pk:06d}"

    @property
    def unit_name(self) -> str:
        """Return the name of the unit that it was done for."""
        if self.employer is not None:
            return self.employer.name
        return self.case.employer_name if self.case is not None else ""
