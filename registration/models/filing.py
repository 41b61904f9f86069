"""The detail of the three filings of an employer: registration by hand, change, cancellation."""

from django.db import models

from portal.cases.models import Case
from portal.crypto import EncryptedJSONField
from registration.models.employer import Employer


class EmployerFiling(models.Model):
    """What an employer reports and asks for; the case's kind says which of the three it is."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="employer_filing"
    )
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="filings"
    )
    happened_on = models.DateField("变更、终止或者成立之日")
    asked = EncryptedJSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    missing = models.CharField("要补正的内容", max_length=500, blank=True)
    is_corrected_once = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.CharField(max_length=10, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    refusal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "单位登记申请"
        verbose_name_plural = "单位登记申请"

    def __str__(self) -> str:
        return str(self.case_id)
