"""What every detail keeps that two persons of the agency decide: correction, proposal, decision."""

from django.conf import settings
from django.db import models

from portal.cases.models import Party
from portal.cases.serving import ServedCase
from portal.letters.models import LetterRecipient, Service
from registration.models.employer import Employer

CORRECTION = "filing_correction"
CORRECTING = "correcting"


class Reviewed(ServedCase):
    """The detail of a case that an employer files, one person checks and another decides."""

    missing = models.CharField("要补正的内容", max_length=500, blank=True)
    is_corrected_once = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.CharField(max_length=10, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    refusal_reason = models.CharField(max_length=500, blank=True)
    closing_reason = models.CharField("撤回或者不用办理的理由", max_length=500, blank=True)

    employer_id: int | None

    class Meta:
        abstract = True

    # What rules ask -----------------------------------------------------------------------------

    def employer_is_active(self) -> bool:
        """Say whether the employer is on the register now."""
        rows = Employer.objects.filter(pk=self.employer_id, status=Employer.Status.ACTIVE)
        return rows.exists()

    def unserved(self) -> list[int]:
        """Return the letters that wait for their service; a notice that was met waits no more."""
        served = Service.objects.filter(letter__case=self.pk, served_on__isnull=False)
        rows = LetterRecipient.objects.filter(letter__case=self.pk)
        rows = rows.exclude(letter_id__in=served.values("letter_id"))
        if self.case.state != CORRECTING:
            rows = rows.exclude(letter__kind=CORRECTION)
        return list(rows.order_by("-letter_id").values_list("letter_id", flat=True))

    # What pages and letters ask -----------------------------------------------------------------

    def party(self) -> Party:
        """Return the employer as a side of the case."""
        return next(iter(self.case.parties.all()))
