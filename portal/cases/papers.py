"""Which papers of a case somebody may open: attachments by side, letters by addressee."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.models import User
from portal.attachments.models import Attachment, AttachmentQuerySet, Visibility
from portal.cases.kinds import kind_of
from portal.cases.models import Case, Party
from portal.cases.visible import Visitor, parties_of
from portal.letters.models import Letter, LetterRecipient, Service

SIDES = {
    Party.Kind.WORKER: Visibility.WORKER_SIDE,
    Party.Kind.RELATIVE: Visibility.WORKER_SIDE,
    Party.Kind.UNION: Visibility.WORKER_SIDE,
    Party.Kind.EMPLOYER: Visibility.EMPLOYER_SIDE,
}


def knowing_parties(user: Visitor, case: Case) -> list[Party]:
    """Return the parties for which somebody acts and that may know of the case by now."""
    kind = kind_of(case.kind)
    mine = parties_of(user, case)
    if not mine:
        return []
    detail = kind.detail._default_manager.get(pk=case.pk)
    return [party for party in mine if kind.may_know(detail, party)]


def attachments_open_to(user: Visitor, case: Case) -> AttachmentQuerySet:
    """Return the files of a case that somebody may open; officers of the office all of them."""
    files = Attachment.objects.received().filter(case=case)
    if isinstance(user, User) and user.is_staff:
        return files
    if not isinstance(user, User):
        return files.none()
    return attachments_for(knowing_parties(user, case), user=user, case=case)


def attachments_for(parties: Iterable[Party], *, user: User, case: Case) -> AttachmentQuerySet:
    """Return the files of a case that these parties may open through this person."""
    files = Attachment.objects.received().filter(case=case)
    sides = {SIDES[Party.Kind(party.kind)] for party in parties}
    if not sides:
        return files.none()
    return files.filter(Q(visibility__in=(*sides, Visibility.ALL)) | Q(uploaded_by=user))


def letters_open_to(user: Visitor, case: Case) -> QuerySet[Letter]:
    """Return the letters that somebody may open: addressees theirs, a decision once served."""
    if isinstance(user, User) and user.is_staff:
        return Letter.objects.filter(case=case)
    return letters_for(knowing_parties(user, case), case=case)


def letters_for(parties: Iterable[Party], *, case: Case) -> QuerySet[Letter]:
    """Return the letters of a case that these parties may open."""
    letters = Letter.objects.filter(case=case)
    mine = [party.pk for party in parties]
    papers = kind_of(case.kind).process.papers
    late = [name for name, paper in papers.items() if paper.shown_when_served]
    addressed = LetterRecipient.objects.filter(letter=OuterRef("pk"), party__in=mine)
    served = Service.objects.filter(letter=OuterRef("pk"), party__in=mine, served_on__isnull=False)
    return letters.filter(Exists(addressed)).filter(~Q(kind__in=late) | Exists(served))
