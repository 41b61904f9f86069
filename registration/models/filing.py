"""The detail of the three filings of an employer: registration by hand, change, cancellation."""

from typing import Any

from django.db import models

from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import number_index
from portal.cases.models import Case
from portal.crypto import EncryptedJSONField
from registration.filings.facts import Owed
from registration.models.employer import Employer
from registration.models.reviewed import Reviewed
from registration.money.months import all_months_are_known, owed_by

UNITS_NAMED = 5


class EmployerFiling(Reviewed):
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
    is_identity_checked = models.BooleanField(default=False)
    tax_check = models.CharField("向税务部门核对的结果", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位登记申请"
        verbose_name_plural = "单位登记申请"

    def __str__(self) -> str:
        return str(self.case_id)

    # What rules ask -----------------------------------------------------------------------------

    def owed(self) -> Owed:
        """Return what the employer owes today."""
        return owed_by(self.employer_id) if self.employer_id else Owed()

    def months_are_known(self) -> bool:
        """Say whether all is known of what the employer had to pay."""
        return self.employer_id is None or all_months_are_known(self.employer_id)

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

    # What pages and letters ask -----------------------------------------------------------------

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
