"""/units/<id>/certificates/: an agent makes the 参保证明 of the unit, and opens earlier ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.cases.views.papers import pdf_response
from registration.access import own_employer_or_404
from registration.frames import unit_frame
from registration.models import Employer, UnitCertificate
from registration.records.forms import UnitCertificateForm
from registration.records.papers import KeyTakenError, NotInsuredError, TooManyError
from registration.records.unit_certificates import FORM, MOST_A_DAY, issue, note, pdf

SHOWN = 25
MADE = "证明已经开好，在下面第一行打开。"
NOT_INSURED = "到这一天，登记里没有参保的人，也没有缴费，开不了证明"
TOO_MANY = f"今天已经开了 {MOST_A_DAY} 份，先用这些；还要的话请明天再来"
STALE = "这一页放得太久了，请再点一次“开一份新的证明”。"


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_certificates(request: HttpRequest, employer_id: int) -> HttpResponseBase:
    """List the certificates of a unit; a POST makes one for each key."""
    employer = own_employer_or_404(request, employer_id)
    form = UnitCertificateForm(
        request.POST if request.method == "POST" else None, initial={"as_of": clock.today()}
    )
    if form.is_bound and form.is_valid() and _is_settled(request, form, employer):
        return SeeOther(reverse("registration:unit_certificates", args=[employer.pk]))
    rows = UnitCertificate.objects.filter(employer=employer).order_by("-id")
    context = {
        **unit_frame(employer, here="unit"),
        "form": form,
        "certificates": rows.only("number", "as_of", "issued_on")[:SHOWN],
        "shown": SHOWN,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/unit_certificates.html", context, status=status)


@citizen_required
@never_cache
@require_safe
def unit_certificate(request: HttpRequest, employer_id: int, number: str) -> HttpResponse:
    """Open a certificate of the unit as a PDF."""
    employer = own_employer_or_404(request, employer_id)
    found = get_object_or_404(UnitCertificate, employer=employer, number=number)
    note(request, employer.pk, Verb.LOOK_PAPER, found)
    return pdf_response(pdf(found), name=f"{FORM.title}{found.number}.pdf")


def _is_settled(request: HttpRequest, form: UnitCertificateForm, employer: Employer) -> bool:
    """Issue a certificate, and say so; or say in the form why not."""
    said = form.cleaned_data
    try:
        issue(employer, as_of=said["as_of"], by=user_of(request), key=said["key"], request=request)
    except NotInsuredError:
        form.add_error("as_of", NOT_INSURED)
        return False
    except TooManyError:
        form.add_error(None, TOO_MANY)
        return False
    except KeyTakenError:
        messages.error(request, STALE)
    else:
        messages.success(request, MADE)
    return True
