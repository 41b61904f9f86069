"""Public verification: is this paper one that an office issued, and unchanged?"""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts import throttle
from portal.crypto import blind_index
from portal.letters import codes
from portal.letters.forms import CodeForm, PaperForm
from portal.letters.models import Letter
from portal.letters.render import pdf


@never_cache
@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code that stands beside the QR code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("letters:verify_code", code=form.cleaned_data["code"])
    return render(request, "letters/verify.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was issued under a code; compare a file with it, without keeping the file."""
    try:
        letter = _find(request, code=codes.normalise(code))
    except throttle.LockedError as locked:
        page = {"form": CodeForm(), "locked": str(locked)}
        return render(request, "letters/verify.html", page, status=429)
    if letter is None:
        page = {"form": CodeForm(initial={"code": code[:64]}), "unknown": True}
        return render(request, "letters/verify.html", page, status=404)
    pdf(letter)
    posted = request.method == "POST"
    form = PaperForm(request.POST, request.FILES) if posted else PaperForm()
    same = None
    if form.is_bound and form.is_valid():
        same = _digest(form.cleaned_data["paper"]) == letter.pdf_sha256
    page = {
        "letter": letter,
        "organ": letter.inputs["head"]["organ"],
        "number": letter.number.partition("〔"),
        "code": codes.grouped(letter.verification_code),
        "paper_form": form,
        "same": same,
    }
    return render(request, "letters/verified.html", page)


def _find(request: HttpRequest, *, code: str) -> Letter | None:
    """Look a code up; each miss counts against the network that asked."""
    account = blind_index(code, purpose="letter-code-guess")
    attempt = throttle.begin(throttle.Kind.LETTER_CODE, account=account, request=request)
    letter = None
    if codes.is_genuine(code):
        letter = Letter.objects.select_related("office").filter(verification_code=code).first()
    if letter is not None:
        attempt.succeeded()
    return letter


def _digest(paper: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in paper.chunks():
        digest.update(chunk)
    return digest.hexdigest()
