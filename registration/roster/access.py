"""Which uploads somebody may open: those of an employer for which the agent acts."""

from django.http import Http404, HttpRequest

from registration.access import own_employer_or_404
from registration.models import RosterUpload


def upload_or_404(request: HttpRequest, employer_id: int, upload_id: int) -> RosterUpload:
    """Return an upload of the agent's employer; another's is as unknown as a missing one."""
    employer = own_employer_or_404(request, employer_id)
    upload = RosterUpload.objects.filter(pk=upload_id, employer=employer).first()
    if upload is None:
        raise Http404
    upload.employer = employer
    return upload
