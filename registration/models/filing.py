"""The detail of the three filings of an employer: registration by hand, change, cancellation."""

from datetime import date
from typing import Any

from django.db import models

from portal import clock
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.mandates import users_of_parties
from portal.attachments.models import Attachment
from portal.cases.models import Case, Party
from portal.crypto import EncryptedJSONField
from portal.letters.models import Letter, LetterRecipient, Service
from registration.filings.facts import Owed
from registration.filings.states import FilingState
from registration.models.employer import Employer
from registration.money.months import owed_by

UNITS_NAMED = 5


class EmployerFiling(models.Model):
    """What an employer reports and asks for; the case's kind says which of the three it is.

    `asked` holds the fields of the entry by name as they shall be: codes and ids as text.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="employer_filing"
    )
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="filings"
    )
    happened_on = models.DateField("变更、终止或者成立之日")
    asked = EncryptedJSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    is_noticed = models.BooleanField(default=False)
    reported_on = models.DateField("申报日期", null=True)
    missing = models.CharField("要补正的内容", max_length=500, blank=True)
    is_corrected_once = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.CharField(max_length=10, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    is_identity_checked = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    refusal_reason = models.CharField(max_length=500, blank=True)
    closing_reason = models.CharField("撤回或者不用办理的理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "单位登记申请"
        verbose_name_plural = "单位登记申请"

    def __str__(self) -> str:
        return str(self.case_id)

    # What rules ask -----------------------------------------------------------------------------

    def employer_is_active(self) -> bool:
        """Say whether the employer is on the register now."""
        rows = Employer.objects.filter(pk=self.employer_id, status=Employer.Status.ACTIVE)
        return rows.exists()

    def owed(self) -> Owed:
        """Return what the employer owes today."""
        return owed_by(self.employer_id) if self.employer_id else Owed()

    def active_units(self) -> list[str]:
        """Return the names of units below the employer that are still there; the first few."""
        units = Employer.objects.filter(parent=self.employer_id, status=Employer.Status.ACTIVE)
        return list(units.order_by("pk").values_list("name", flat=True)[:UNITS_NAMED])

    def code_is_on_register(self) -> bool:
        """Say whether the code that was filed belongs to an employer of the register."""
        return is_on_register(self.asked.get("credit_code", ""))

    def parent_fits(self) -> bool:
        """Say whether the parent that was asked for is on the register and not below the unit."""
        asked = self.asked.get("parent", "")
        return not asked or parent_fits(int(asked), below=self.employer_id)

    def unserved(self) -> list[int]:
        """Return the letters that wait for their service; a notice that was met waits no more."""
        served = Service.objects.filter(letter__case=self.case_id, served_on__isnull=False)
        rows = LetterRecipient.objects.filter(letter__case=self.case_id)
        rows = rows.exclude(letter_id__in=served.values("letter_id"))
        if self.case.state != FilingState.CORRECTING:
            rows = rows.exclude(letter__kind="filing_correction")
        return list(rows.order_by("-letter_id").values_list("letter_id", flat=True))

    def is_recipient(self, letter_id: int, party_id: int) -> bool:
        """Say whether a letter of this case is addressed to a party."""
        rows = LetterRecipient.objects.filter(letter_id=letter_id, party_id=party_id)
        return rows.filter(letter__case_id=self.pk).exists()

    def is_served(self, letter_id: int, party_id: int) -> bool:
        """Say whether a letter has taken effect on a party."""
        rows = Service.objects.filter(letter_id=letter_id, party_id=party_id)
        return rows.filter(served_on__isnull=False).exists()

    def attachment_ids(self) -> frozenset[str]:
        """Return the papers of the case."""
        ids = Attachment.objects.filter(case_id=self.pk).values_list("pk", flat=True)
        return frozenset(str(pk) for pk in ids)

    def proof_is_used(self, proof_id: str) -> bool:
        """Say whether an attachment proves another service already."""
        return Service.objects.filter(proof__in=[proof_id], served_on__isnull=False).exists()

    def consents_to_electronic(self, party_id: int) -> bool:
        """Say whether the party agreed to electronic service and has an account that opens it."""
        party = Party.objects.filter(
            pk=party_id, case_id=self.pk, electronic_service_consent=True
        ).first()
        if party is None:
            return False
        return bool(users_of_parties({party.pk: party.identity_id}, on=clock.today()))

    def letter_issued_on(self, letter_id: int) -> date | None:
        """Return the date of a letter of this case."""
        rows = Letter.objects.filter(pk=letter_id, case_id=self.pk)
        return rows.values_list("issued_on", flat=True).first()

    # What pages and letters ask -----------------------------------------------------------------

    def party(self) -> Party:
        """Return the employer as a side of the case."""
        return next(iter(self.case.parties.all()))

    def value(self, name: str) -> Any:
        """Return what shall stand in a field of the entry, or nothing."""
        return self.asked.get(name, "")


def is_on_register(credit_code: str) -> bool:
    """Say whether a checked code belongs to an employer of the register."""
    return Employer.objects.filter(
        identity__kind=IdentityKind.CREDIT_CODE, identity__number_index=number_index(credit_code)
    ).exists()


def parent_fits(parent_id: int, *, below: int | None) -> bool:
    """Say whether an employer may stand above another: on the register, and not below it."""
    seen: set[int] = set()
    current: int | None = parent_id
    if not Employer.objects.filter(pk=parent_id, status=Employer.Status.ACTIVE).exists():
        return False
    while current is not None and current not in seen:
        if current == below:
            return False
        seen.add(current)
        current = Employer.objects.filter(pk=current).values_list("parent_id", flat=True).first()
    return True
