"""A report about an uninsured employer, and apart from it whoever reported."""

from django.db import models

from portal import clock
from portal.cases.models import Case
from portal.crypto import EncryptedTextField
from portal.offices.directory import open_offices
from portal.offices.jurisdiction import office_for
from portal.offices.models import Power


class UninsuredReport(models.Model):
    """What was reported and what became of it; it says nothing of the reporter."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="uninsured_report"
    )
    credit_code = models.CharField(max_length=18, blank=True)
    county = models.ForeignKey("offices.County", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160)
    since = models.CharField(max_length=40, blank=True)
    how_many = models.CharField(max_length=40, blank=True)
    story = EncryptedTextField()
    is_worker = models.BooleanField(default=False)
    code_hash = models.CharField(max_length=64, editable=False)
    answer = EncryptedTextField(blank=True)
    insured_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "未参保举报"
        verbose_name_plural = "未参保举报"

    def __str__(self) -> str:
        return str(self.case_id)

    def other_agencies(self) -> frozenset[int]:
        """Return the agencies to which the report may go on."""
        rows = open_offices(on=clock.today(), power=Power.AGENCY).exclude(pk=self.case.office_id)
        return frozenset(rows.values_list("pk", flat=True))

    def bureau_id(self) -> int:
        """Return the bureau of the place, which orders an employer to register."""
        return office_for(self.county_id, Power.RECOGNITION, on=clock.today()).pk


class Reporter(models.Model):
    """Who reported, where somebody left name or telephone; a supervisor alone may open it."""

    report = models.OneToOneField(
        UninsuredReport, on_delete=models.PROTECT, primary_key=True, related_name="reporter"
    )
    name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    is_told_by_text = models.BooleanField(default=False)

    class Meta:
        verbose_name = "举报人"
        verbose_name_plural = "举报人"

    def __str__(self) -> str:
        return str(self.report_id)
