"""/units/<id>/roster/: the table of workers is handed in here, and the template fetched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.decorators import citizen_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from registration.access import own_employer_or_404
from registration.frames import unit_frame
from registration.models import Employer, RosterUpload
from registration.outlets.rules import JOBS
from registration.outlets.shown import present_outlets
from registration.roster import template_file, uploads, work
from registration.roster.access import upload_or_404, uploads_of
from registration.roster.forms import RosterForm
from registration.roster.headers import WORDS, Field
from registration.roster.refusals import TableRefused
from registration.roster.uploads import TooManyUploads
from registration.rules import told

SHOWN = 10
CLOSED = "单位已经注销，不能再登记职工"
TOO_MANY = "今天上传的次数太多了，请明天再传"
REMOVED = "这次上传已经删除，已登记的职工不受影响"
BUSY = "正在登记，登记完才能删除"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD_FIELDS = (Field.NAME, Field.NUMBER, Field.STARTED_ON)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_roster(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """Take a table in, check a small one at once, and show the last ones."""
    employer = own_employer_or_404(request, employer_id)
    if not employer.is_active:
        messages.error(request, CLOSED)
        return SeeOther(reverse("registration:unit_people", args=[employer.pk]))
    if request.method != "POST":
        return _page(request, employer, RosterForm())
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, employer, form)
    try:
        upload = uploads.take(
            form.cleaned_data["table"],
            employer=employer,
            by=user_of(request),
            key=form.cleaned_data["key"],
        )
    except TableRefused as refusal:
        form.add_error("table", str(refusal))
        return _page(request, employer, form)
    except TooManyUploads:
        form.add_error("table", TOO_MANY)
        return _page(request, employer, form)
    note(request, Verb.ROSTER_UPLOADED, upload)
    work.start(upload, rows=upload.people, small=work.SMALL_CHECK)
    return SeeOther(reverse("registration:unit_roster_check", args=[employer.pk, upload.pk]))


@citizen_required
@never_cache
@require_safe
def unit_roster_template(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Hand out the template."""
    employer = own_employer_or_404(request, employer_id)
    outlets = present_outlets(employer) if employer.is_courier else []
    named = [(one.name, one.number) for one in outlets]
    answer = HttpResponse(template_file.build(outlets=named), content_type=XLSX)
    name = template_file.COURIER_FILE_NAME if named else template_file.FILE_NAME
    return attached(answer, name)


@citizen_required
@never_cache
@require_POST
def unit_roster_remove(request: HttpRequest, employer_id: int, upload_id: int) -> HttpResponseBase:
    """Take an upload away with its rows."""
    upload = upload_or_404(request, employer_id, upload_id)
    if uploads.remove(upload):
        messages.success(request, REMOVED)
    else:
        messages.error(request, BUSY)
    return SeeOther(reverse("registration:unit_roster", args=[employer_id]))


def attached(answer: HttpResponse, name: str) -> HttpResponse:
    """Return an answer that browsers save under a Chinese name."""
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _page(request: HttpRequest, employer: Employer, form: RosterForm) -> HttpResponse:
    recent = list(uploads_of(employer).order_by("-id")[:SHOWN])
    context = {
        **unit_frame(employer, here="unit_people"),
        "form": form,
        "recent": recent,
        "kept_days": uploads.KEPT.days,
        "headers": [(field.label, "、".join(WORDS[field][1:5])) for field in TOLD_FIELDS],
        "jobs": "、".join(JOBS),
        "thirty_days": told.THIRTY_DAYS,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/unit_roster.html", context, status=status)


def note(request: HttpRequest, verb: Verb, upload: RosterUpload) -> None:
    """Leave a trace in the audit; no person is named in it."""
    record(verb, actor=user_of(request), target=f"roster:{upload.pk}", request=request)
