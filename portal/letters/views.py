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
from portal.letters.findings import Finding, find
from portal.letters.forms import CodeForm, PaperForm


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
        finding = _find(request, code=codes.normalise(code))
    except throttle.LockedError as locked:
        page = {"form": CodeForm(), "locked": str(locked)}
        return render(request, "letters/verify.html", page, status=429)
    if finding is None:
        page = {"form": CodeForm(initial={"code": code[:64]}), "unknown": True}
        return render(request, "letters/verify.html", page, status=404)
    posted = request.method == "POST"
    form = PaperForm(request.POST, request.FILES) if posted else PaperForm()
    same = None
    if form.is_bound and form.is_valid():
        same = _digest(form.cleaned_data["paper"]) == finding.sha256
    page = {
        "finding": finding,
        "code": codes.grouped(finding.code),
        "paper_form": form,
        "same": same,
    }
    return render(request, "letters/verified.html", page)


def _find(request: HttpRequest, *, code: str) -> Finding | None:
    """Look a code up; each miss counts against the network that asked."""
    account = blind_index(code, purpose="letter-code-guess")
    attempt = throttle.begin(throttle.Kind.LETTER_CODE, account=account, request=request)
    finding = find(code)
    if finding is not None:
        attempt.succeeded()
    return finding


def _digest(paper: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in paper.chunks():
        digest.update(chunk)
    return digest.hexdigest()
