"""The detail of a claim, as it was told and as it was found."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists

from injury_claims import body, terms
from injury_claims.facts import Tolling
from injury_claims.models.materials import ChecklistItem, new_papers
from injury_claims.outcomes import (
    GROUNDS,
    NegativeBasis,
    Outcome,
    TollingReason,
)
from portal import clock
from portal.accounts.models import Identity, RoleGrant
from portal.accounts.models.user import valid_on
from portal.cases.models import Case, Party
from portal.cases.serving import ServedCase
from portal.cases.visible import CASEWORK, represents
from portal.crypto import EncryptedJSONField, EncryptedTextField
from portal.deadlines.models import Deadline
from portal.letters.models import Letter, LetterRecipient
from portal.offices.models import Office, Power
from portal.workflow.roles import Role

if TYPE_CHECKING:
    from injury_claims.models.tracks import EvidenceNotice

DECIDING_LETTERS = ("determination", "rejection")


class InjuryClaim(ServedCase):
    """The facts of one recognition procedure, as claimed and as found."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="injury_claim"
    )
    injury_kind = models.CharField(max_length=10)
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True)
    diagnosed_on = models.DateField(null=True)
    event_on = models.DateField()
    filed_by = models.CharField(max_length=10)
    relation = models.CharField(max_length=40, blank=True)
    is_death = models.BooleanField(default=False)
    death_at = models.DateTimeField(null=True)
    worker_gender = models.CharField(max_length=2, blank=True)
    worker_birth_on = models.DateField(null=True)
    occupation = models.CharField(max_length=80, blank=True)
    employer_credit_code = models.CharField(max_length=18, blank=True)
    employer_identity = models.ForeignKey(
        Identity, on_delete=models.PROTECT, null=True, related_name="+"
    )
    employer_contact = models.CharField(max_length=80, blank=True)
    insured_county = models.CharField(max_length=6, blank=True)
    work_county = models.CharField(max_length=6)
    work_town = models.CharField(max_length=9, blank=True)
    employment_proofs = models.JSONField(default=list)
    place = models.CharField(max_length=200)
    course = EncryptedTextField()
    body_parts = EncryptedJSONField(default=list)
    body_part_text = EncryptedTextField(blank=True)
    witnesses = EncryptedTextField(blank=True)
    hospital = models.CharField(max_length=120, blank=True)
    first_diagnosed_at = models.DateTimeField(null=True)
    diagnosis = EncryptedTextField(blank=True)
    ground_claimed = models.CharField(max_length=10)
    ground_answers = EncryptedJSONField(default=list)
    tolling = models.JSONField(default=list)
    filing_due_on = models.DateField()
    is_filed_in_time = models.BooleanField()
    filing_steps = models.JSONField(default=list)

    insured = models.ForeignKey(
        "injury_claims.InsuredCheck",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    accepted_on = models.DateField(null=True)
    is_simple = models.BooleanField(default=False)
    simple_reason = models.CharField(max_length=300, blank=True)
    refusal_reason = models.CharField(max_length=30, blank=True)
    refusal_explanation = EncryptedTextField(blank=True)

    outcome = models.CharField(max_length=20, blank=True)
    ground_decided = models.CharField(max_length=10, blank=True)
    negative_basis = models.CharField(max_length=30, blank=True)
    facts_found = EncryptedTextField(blank=True)
    place_found = models.CharField(max_length=200, blank=True)
    harm_found = EncryptedTextField(blank=True)
    evidence = EncryptedJSONField(default=list)
    reasons = EncryptedTextField(blank=True)
    medical = EncryptedTextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    late_explanation = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工伤认定"

    def __str__(self) -> str:
        return self.case.reference

    # What rules ask -------------------------------------------------------------------------

    @property
    def handler_id(self) -> int | None:
        """Return the officer who took the case."""
        return self.case.handler_id

    def missing_codes(self) -> list[str]:
        """Return the checklist items that are not yet found present or not needed."""
        return [item.code for item in self._open_items()]

    def missing_materials(self) -> list[str]:
        """Return the names of these items."""
        return [item.label for item in self._open_items()]

    def unchecked_materials(self) -> list[str]:
        """Return the names of the required items that nobody has looked at."""
        unchecked = ChecklistItem.State.UNCHECKED
        return [item.label for item in self._open_items() if item.state == unchecked]

    def unsupplied_items(self) -> list[str]:
        """Return the names of the items of the correction notice without a paper since then."""
        items = self.items.filter(requested_on__isnull=False).order_by("position")
        return list(items.filter(~Exists(new_papers())).values_list("label", flat=True))

    def was_corrected(self) -> bool:
        """Say whether the one correction notice was given."""
        return any(item.requested_on for item in self.items.all())

    def tolled(self) -> list[Tolling]:
        """Return the stretches of time that do not count, as they were stated."""
        return [
            Tolling(
                TollingReason(row["reason"]),
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]),
                row["evidence"],
            )
            for row in self.tolling
        ]

    def filed_on(self) -> date:
        """Return the first filing day, which transfer and correction leave as it is."""
        return self.case.filed_on

    def recused_officers(self) -> frozenset[int]:
        """Return the officers who stay away from the case."""
        return frozenset(self.case.recusals.values_list("user_id", flat=True))

    def officers_of_office(self) -> frozenset[int]:
        """Return everybody who holds a casework role in the deciding office today."""
        return self._granted(tuple(CASEWORK))

    def handlers_of_office(self) -> frozenset[int]:
        """Return who may handle cases in the deciding office today."""
        return self._granted((Role.HANDLER,))

    def evidence_notice_state(self) -> str:
        """Return where the evidence notice stands; none when there is none."""
        notice: EvidenceNotice | None = getattr(self, "evidence_notice", None)
        return notice.status if notice else "none"

    def evidence_is_overdue(self, on: date) -> bool:
        """Say whether the employer's period ended before `on`."""
        deadline = self._running(terms.EMPLOYER_EVIDENCE.code)
        return bool(deadline and deadline.due_on and deadline.due_on < on)

    def unserved(self) -> list[str]:
        """Return the recipients on whom the deciding letter was not yet served."""
        letters = Letter.objects.filter(case_id=self.pk, kind__in=DECIDING_LETTERS)
        if not letters.exists():
            return ["决定书"]
        rows = LetterRecipient.objects.filter(letter__in=letters).select_related("party")
        return [row.party.name for row in rows if not self.is_served(row.letter_id, row.party_id)]

    @property
    def is_disease(self) -> bool:
        """Say whether the claim is for an occupational disease, not for an accident."""
        return self.injury_kind == "disease"

    @property
    def harm_told(self) -> str:
        """Return the injured parts as the applicant told them."""
        parts = "；".join(body.LABELS.get(code, code) for code in self.body_parts)
        more = self.body_part_text
        return f"{parts}（{more}）" if parts and more else parts or more

    def was_investigated(self) -> bool:
        """Say whether there is a record of an interview or a visit to the site."""
        return self.records_count() > 0

    def records_count(self) -> int:
        """Return how many records of investigation there are."""
        return self.records.count()

    def needs_workers_consent(self) -> bool:
        """Say whether somebody else filed for a living worker, whose word a withdrawal needs."""
        return self.filed_by != Party.Kind.WORKER and not self.is_death

    def is_working_office(self, office_id: int) -> bool:
        """Say whether an office recognises injuries and is not retired."""
        rows = Office.objects.filter(power=Power.RECOGNITION, retired_on__isnull=True)
        return rows.filter(pk=office_id).exists()

    def employer_pays(self) -> bool:
        """Say whether the benefits of a recognised injury are the employer's to pay."""
        if not self.outcome or not Outcome(self.outcome).is_positive:
            return False
        return self.insured is not None and self.insured.is_uninsured

    def represents(self, user_id: int | None, party_id: int, on: date) -> bool:
        """Say whether a user may act for a party of this case that day."""
        return user_id is not None and represents(user_id, party_id, case_id=self.pk, on=on)

    def determination_due_on(self) -> date | None:
        """Return the last day for the decision while it runs."""
        for term in (terms.DETERMINATION, terms.DETERMINATION_SIMPLE):
            deadline = self._running(term.code)
            if deadline is not None:
                return deadline.due_on
        return None

    def applicant_is_employer(self) -> bool:
        """Say whether the employer filed."""
        return self.filed_by == Party.Kind.EMPLOYER

    def may_be_told(self, party_id: int) -> bool:
        """Say whether a party of this case may know of it: the employer only after acceptance."""
        return any(
            party.pk == party_id
            and (party.kind != Party.Kind.EMPLOYER or party.is_applicant or self.is_accepted)
            for party in self.case.parties.all()
        )

    @property
    def is_accepted(self) -> bool:
        """Say whether the application was accepted."""
        return self.accepted_on is not None

    def office_is(self, office_id: int) -> bool:
        """Say whether an office has the case."""
        return self.case.office_id == office_id

    def suspended_on(self) -> date | None:
        """Return the day of the suspension that still holds."""
        open_one = self.suspensions.filter(resumed_on__isnull=True).first()
        return open_one.suspended_on if open_one else None

    # What pages and letters ask ---------------------------------------------------------------

    @property
    def outcome_label(self) -> str:
        """Return the result in the statute's words, or nothing before there is one."""
        return Outcome(self.outcome).label if self.outcome else ""

    @property
    def ground_text(self) -> str:
        """Return the item of the regulation that was decided on, else the one claimed."""
        ground = GROUNDS[self.ground_decided or self.ground_claimed]
        return f"{ground.basis}：{ground.label}"

    @property
    def negative_text(self) -> str:
        """Return why the injury was not recognised."""
        return NegativeBasis(self.negative_basis).label if self.negative_basis else ""

    def party(self, kind: str) -> Party | None:
        """Return the party of that kind."""
        return next((party for party in self.case.parties.all() if party.kind == kind), None)

    def applicant(self) -> Party:
        """Return who filed."""
        found = next((party for party in self.case.parties.all() if party.is_applicant), None)
        if found is None:
            message = f"case {self.pk} has no applicant"
            raise LookupError(message)
        return found

    def _open_items(self) -> list["ChecklistItem"]:
        """Return the required items that are not settled; what is optional is never demanded."""
        return [item for item in self.items.all() if item.is_required and not item.is_settled]

    def _granted(self, roles: Any) -> frozenset[int]:
        rows = RoleGrant.objects.filter(
            valid_on(clock.today()),
            office_id=self.case.office_id,
            role__in=roles,
            user__is_active=True,
            user__office_id=self.case.office_id,
        )
        return frozenset(rows.values_list("user_id", flat=True))

    def _running(self, term: str) -> Deadline | None:
        return Deadline.objects.filter(case_id=self.pk, term=term, ended_on__isnull=True).first()
