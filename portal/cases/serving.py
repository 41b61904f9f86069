"""What a case knows of the service of its papers, and the one place that records a service."""

from datetime import date

from django.db import models

from portal import clock
from portal.accounts.mandates import users_of_parties
from portal.accounts.models import User
from portal.attachments.models import Attachment
from portal.cases.kinds import Done
from portal.cases.models import Case, Party
from portal.letters import service
from portal.letters.models import Letter, LetterRecipient, Service
from portal.workflow.service import Method, Served

LOG = "本平台电子送达，{at} 发送至当事人账户，内容摘要 {digest}。{remark}"


class ServedCase(models.Model):
    """The detail of a case whose papers are served: `portal.workflow.serving` asks it."""

    case: models.OneToOneField[Case, Case]

    class Meta:
        abstract = True

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

    def other_sides(self, party_id: int) -> frozenset[str]:
        """Return the names of the sides that may not sign for a party: workers and employers."""
        parties = list(self.case.parties.all())
        mine = next((one for one in parties if one.pk == party_id), None)
        if mine is None:
            return frozenset()
        is_employer = mine.kind == Party.Kind.EMPLOYER
        return frozenset(
            one.name for one in parties if (one.kind == Party.Kind.EMPLOYER) != is_employer
        )

    def consents_to_electronic(self, party_id: int) -> bool:
        """Say whether a party agreed to electronic service and has an account that opens it."""
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


def record(letter: Letter, *, party: Party, served: Served, done: Done) -> Service:
    """Keep a service that took effect, with who brought the paper and what proves it."""
    remark = served.remark
    if served.method is Method.ELECTRONIC:
        stamp = done.at.strftime("%Y-%m-%d %H:%M:%S")
        remark = LOG.format(at=stamp, digest=letter.inputs_hash, remark=remark)
    return service.record(
        letter,
        party=party,
        delivery=service.Delivery(
            method=served.method.value,
            attempted_on=served.served_on,
            served_on=served.served_on,
            place=served.place,
            received_by=served.received_by,
            relation=served.relation,
            proof=_paper(letter.case_id, served.proof_id),
            servers=servers(done.by, served.second_server_id),
            remark=remark,
        ),
        by=done.by,
    )


def servers(first: User | None, second_id: int | None) -> str:
    """Return the names of whoever brought a paper."""
    names = [first.name] if first else []
    if second_id:
        names.append(User.objects.get(pk=second_id).name)
    return "、".join(names)


def _paper(case_id: int, proof_id: str) -> Attachment | None:
    return Attachment.objects.get(pk=proof_id, case_id=case_id) if proof_id else None
