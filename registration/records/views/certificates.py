"""/records/certificates/: the person makes the 参保证明 and opens those made before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.accounts.models import Identity
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of
from portal.cases.views.papers import pdf_response
from registration.models import Certificate
from registration.records.certificates import FORM, MOST_A_DAY, is_insured, issue, pdf
from registration.records.forms import CertificateForm
from registration.records.own import own_identity
from registration.records.papers import KeyTakenError, NotInsuredError, TooManyError
from registration.records.parts import note_look
from registration.records.views.own import LAW, identity_or_404

SHOWN = 25
MADE = "证明已经开好，在下面第一行打开。"
NOT_INSURED = "还没有已经生效的参保，开不了证明"
TOO_MANY = f"今天已经开了 {MOST_A_DAY} 份，先用这些；还要的话请明天再来"
STALE = "这一页放得太久了，请再点一次“开一份新的证明”。"


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest) -> HttpResponse:
    """List the person's certificates; a POST makes one for each key."""
    identity = own_identity(user_of(request))
    if identity is None:
        return redirect("registration:records")
    form = CertificateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_settled(request, form, identity):
        return SeeOther(reverse("registration:certificates"))
    person = getattr(identity, "person", None)
    rows = Certificate.objects.filter(person_id=identity.pk).order_by("-id")
    context = {
        "form": form,
        "certificates": rows.only("number", "issued_on", "issued_at")[:SHOWN],
        "may_issue": person is not None and is_insured(identity.pk, on=clock.today()),
        "law": LAW,
        "shown": SHOWN,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/certificate_list.html", context, status=status)


@citizen_required
@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Open a certificate of one's own as a PDF."""
    identity = identity_or_404(request)
    found = get_object_or_404(Certificate, person_id=identity.pk, number=number)
    note_look(request, identity.pk, Verb.LOOK_PAPER, f"{FORM.title}，编号 {number}")
    return pdf_response(pdf(found), name=f"{FORM.title}{found.number}.pdf")


def _is_settled(request: HttpRequest, form: CertificateForm, identity: Identity) -> bool:
    """Issue a certificate, and say so; or say in the form why not."""
    person = getattr(identity, "person", None)
    try:
        if person is None:
            raise NotInsuredError
        issue(person, by=user_of(request), key=form.cleaned_data["key"], request=request)
    except NotInsuredError:
        form.add_error(None, NOT_INSURED)
        return False
    except TooManyError:
        form.add_error(None, TOO_MANY)
        return False
    except KeyTakenError:
        messages.error(request, STALE)
    else:
        messages.success(request, MADE)
    return True
