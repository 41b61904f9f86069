"""/units/<id>/roster/<upload>/: the checked rows, ticked page by page, then entered."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther
from portal.ui.dates import cn_date
from portal.ui.forms import KeyedForm
from portal.ui.parts import Chip, Row
from registration.entries import insured_from
from registration.frames import unit_frame
from registration.models import RosterRow, RosterUpload
from registration.roster import enrolling, listing, marked, work
from registration.roster.access import upload_or_404
from registration.roster.headers import Field
from registration.roster.reading import Found
from registration.roster.views.upload import note
from registration.rules import told

State = RosterRow.State
NOBODY = "还没有勾选要登记的人"
NOT_READY = "这个花名册还没有核对完，或者正在登记，请稍等"
KEPT = "勾选已经存下"
EVERYBODY = "可以登记的 {count} 人都勾上了；隐藏行要一行一行勾"
NONE = "已经全部取消勾选"
OUTCOMES = {State.READY: "可以登记，没有勾选", State.HIDDEN: "隐藏行，没有勾选"}


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_roster_check(request: HttpRequest, employer_id: int, upload_id: int) -> HttpResponseBase:
    """Show how far the check is, then its rows; a POST keeps what is ticked on the page."""
    upload = upload_or_404(request, employer_id, upload_id)
    if request.method == "POST":
        return _ticked(request, upload)
    if upload.state != RosterUpload.State.CHECKED:
        return render(request, "registration/unit_roster_wait.html", _frame(upload))
    state = _state(request.GET.get("show", ""))
    sheet = listing.page_of(
        upload,
        state=state,
        after=_line(request.GET.get("after", "")),
        before=_line(request.GET.get("before", "")),
    )
    counts = listing.counts_of(upload)
    context = {
        **_frame(upload),
        "found": Found.of(upload.found),
        "mapping": _mapping(upload),
        "counts": counts,
        "chips": _chips(upload, state, counts),
        "sheet": sheet,
        "show": state,
        "start": sheet.lines[0].line - 1 if sheet.lines else 0,
        "has_open": bool(counts[State.READY] or counts[State.HIDDEN]),
        "has_open_here": any(row.is_open for row in sheet.lines),
        "has_problems": bool(counts[State.WRONG] or counts[State.DUPLICATE]),
    }
    return render(request, "registration/unit_roster_check.html", context)


@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_roster_enrol(request: HttpRequest, employer_id: int, upload_id: int) -> HttpResponseBase:
    """Say who will be registered from when, and begin when it is confirmed."""
    upload = upload_or_404(request, employer_id, upload_id)
    form = KeyedForm(request.POST) if request.method == "POST" else KeyedForm()
    if form.is_bound and form.is_valid():
        return _begin(request, upload, form)
    counts = listing.chosen_counts(upload)
    total = sum(counts.values())
    if not total and not form.errors:
        messages.error(request, NOBODY)
        return SeeOther(_address(upload))
    context = {
        **_frame(upload),
        "form": form,
        "total": total,
        "rows": _effect(counts, total),
        "no_share": told.NO_PERSONAL_SHARE,
    }
    status = 422 if form.errors else 200
    return render(request, "registration/unit_roster_enrol.html", context, status=status)


@citizen_required
@never_cache
@require_safe
def unit_roster_result(request: HttpRequest, employer_id: int, upload_id: int) -> HttpResponseBase:
    """Say how many were registered, how many were there already, and who was left out."""
    upload = upload_or_404(request, employer_id, upload_id)
    if upload.state == RosterUpload.State.ENROLLING:
        waiting = enrolling.chosen(upload).count()
        context = {**_frame(upload), "waiting": waiting}
        return render(request, "registration/unit_roster_wait.html", context)
    if upload.enrol_key is None:
        return SeeOther(_address(upload))
    counts = listing.counts_of(upload)
    context = {
        **_frame(upload),
        "counts": counts,
        "outcomes": _outcomes(upload, counts),
        "heading": f"登记了 {counts[State.ENROLLED]} 人",
        "open": counts[State.READY] + counts[State.HIDDEN],
        "has_problems": bool(counts[State.WRONG] or counts[State.DUPLICATE]),
    }
    return render(request, "registration/unit_roster_result.html", context)


@citizen_required
@never_cache
@require_safe
def unit_roster_problems(
    request: HttpRequest, employer_id: int, upload_id: int
) -> HttpResponseBase:
    """Hand the table out again with what is wrong beside each line."""
    upload = upload_or_404(request, employer_id, upload_id)
    if upload.is_busy:
        messages.error(request, NOT_READY)
        return SeeOther(_address(upload))
    note(request, Verb.ROSTER_TAKEN, upload)
    return FileResponse(marked.build(upload), as_attachment=True, filename=marked.FILE_NAME)


def _ticked(request: HttpRequest, upload: RosterUpload) -> HttpResponseBase:
    """Keep the ticks of the page that was shown, then go where the button leads."""
    if upload.state != RosterUpload.State.CHECKED:
        messages.error(request, NOT_READY)
        return SeeOther(_address(upload))
    shown = _numbers(request.POST.getlist("shown"))
    listing.choose(upload, shown=shown, ticked=_numbers(request.POST.getlist("row")))
    go = request.POST.get("go", "")
    show = _state(request.POST.get("show", ""))
    if go == "enrol":
        return SeeOther(_address(upload, "unit_roster_enrol"))
    if go == "all":
        messages.success(request, EVERYBODY.format(count=listing.choose_ready(upload)))
    elif go == "none":
        listing.choose_none(upload)
        messages.success(request, NONE)
    elif go.startswith(("after:", "before:")):
        way, _, line = go.partition(":")
        return SeeOther(_address(upload, show=show, **{way: str(_line(line))}))
    else:
        messages.success(request, KEPT)
    return SeeOther(_address(upload, show=show, after=str(_line(request.POST.get("from", "")))))


def _begin(request: HttpRequest, upload: RosterUpload, form: KeyedForm) -> HttpResponseBase:
    """Hand the ticked rows over; the same page sent twice leads to the same result."""
    try:
        count = enrolling.begin(upload, key=form.cleaned_data["key"])
    except enrolling.NobodyChosenError:
        messages.error(request, NOBODY)
        return SeeOther(_address(upload))
    except enrolling.NotCheckedError:
        messages.error(request, NOT_READY)
        return SeeOther(_address(upload))
    if count:
        note(request, Verb.ROSTER_ENROLLED, upload)
        work.start(upload, rows=count, small=work.SMALL_ENROLMENT)
    return SeeOther(_address(upload, "unit_roster_result"))


def _frame(upload: RosterUpload) -> dict[str, Any]:
    return {**unit_frame(upload.employer, here="unit_people"), "upload": upload}


def _address(upload: RosterUpload, name: str = "unit_roster_check", **asked: str) -> str:
    address = reverse(f"registration:{name}", args=[upload.employer_id, upload.pk])
    kept = {key: value for key, value in asked.items() if value and value != "0"}
    return f"{address}?{urlencode(kept)}" if kept else address


def _chips(upload: RosterUpload, state: str, counts: dict[str, int]) -> list[Chip]:
    """Return the states that occur as filters."""
    return [
        Chip(
            label=one.label,
            url=_address(upload) if state == one else _address(upload, show=one.value),
            count=str(counts[one]),
            is_current=state == one,
        )
        for one in State
        if counts[one] or state == one
    ]


def _mapping(upload: RosterUpload) -> list[Row]:
    """Return which column of the table was taken for what; outlets count for couriers alone."""
    found = Found.of(upload.found)
    return [
        Row(term=field.label, value=found.titles[at])
        for field, at in found.columns.items()
        if field is not Field.OUTLET or upload.employer.is_courier
    ]


def _effect(counts: dict[str, int], total: int) -> list[Row]:
    """Return what the confirmation will do."""
    begins = insured_from(clock.today(), started_on=clock.today())
    rows = [Row(term="登记并申报参保", value=f"{total} 人")]
    if counts[State.HIDDEN]:
        rows.append(Row(term="其中隐藏行", value=f"{counts[State.HIDDEN]} 人，是您自己勾上的"))
    return [
        *rows,
        Row(term="什么时候起参保", value=f"{cn_date(begins)}；以后才上班的，从用工日期起"),
    ]


def _outcomes(upload: RosterUpload, counts: dict[str, int]) -> list[Chip]:
    """Return what became of all rows, those of none left out; each leads to its rows."""
    order = (
        *(State.ENROLLED, State.ALREADY, State.WRONG),
        *(State.DUPLICATE, State.HIDDEN, State.READY),
    )
    return [
        Chip(
            label=str(OUTCOMES.get(one, one.label)),
            url=_address(upload, show=one.value),
            count=str(counts[one]),
        )
        for one in order
        if counts[one]
    ]


def _state(asked: str) -> str:
    return asked if asked in set(State) else ""


def _line(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


def _numbers(asked: list[str]) -> list[int]:
    return [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 19]
