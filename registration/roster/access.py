"""Which uploads somebody may open: those of an employer for which the agent acts."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from registration.access import own_employer_or_404
from registration.models import Employer, RosterUpload


def uploads_of(employer: Employer) -> QuerySet[RosterUpload]:
    """Return the uploads of an employer that were not removed."""
    rows = RosterUpload.objects.filter(employer=employer)
    return rows.exclude(state=RosterUpload.State.REMOVED)


def upload_or_404(request: HttpRequest, employer_id: int, upload_id: int) -> RosterUpload:
    """Return an upload of the agent's employer; another's is as unknown as a missing one."""
    employer = own_employer_or_404(request, employer_id)
    upload = uploads_of(employer).filter(pk=upload_id).first()
    if upload is None:
        raise Http404
    upload.employer = employer
    return upload
