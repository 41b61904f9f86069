"""Officers' pages of the subsidy: lists to pay and to publish, their export, the counts."""

import uuid
from datetime import date

from django.contrib import messages
from django.db.models import Count, DecimalField, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.refusals import Refused
from portal.cases.views.access import SeeOther, user_of
from portal.offices.models import Office
from portal.workflow.roles import Role
from registration.access import OFFICERS, require_agency
from registration.keyset import key_of, newest
from registration.models import SubsidyRoll
from registration.subsidy import rolls
from registration.subsidy.counts import counts_on, series
from registration.subsidy.export import build
from registration.subsidy.forms import RollPaidForm

UNFIT = 422
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_required(*OFFICERS)
@never_cache
@require_safe
def subsidy_rolls(request: HttpRequest) -> HttpResponse:
    """List the lists of an agency, the newest first, and how many wait for the next one."""
    office = _office(request)
    rows = SubsidyRoll.objects.filter(office=office)
    rows = rows.annotate(
        people=Count("lines"), amount=Sum("lines__amount", output_field=DecimalField(), default=0)
    )
    found = newest(rows, before=key_of(request.GET, "before"))
    context = {
        "rolls": found.lines,
        "before": found.before,
        "waiting": rolls.waiting(office)[: rolls.MOST_LINES + 1].count(),
        "most": rolls.MOST_LINES,
        "may_make": user_of(request).has_role(Role.REGISTRAR),
        "key": uuid.uuid4(),
    }
    return render(request, "registration/subsidy_rolls.html", context)


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def subsidy_roll_make(request: HttpRequest) -> HttpResponse:
    """Put what waits into a new list."""
    office = _office(request)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
        roll = rolls.make_roll(office, by=user_of(request), key=key)
    except ValueError:
        messages.error(request, "这一页放得太久了，请再办理一次。")
        return SeeOther(reverse("registration:subsidy_rolls"))
    except Refused as refused:
        return _refused(request, refused, reverse("registration:subsidy_rolls"))
    return SeeOther(_address(roll))


@staff_required(*OFFICERS)
@never_cache
@require_safe
def subsidy_roll(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Show a list to an officer of its agency, who is noted as its reader."""
    roll = _roll_or_404(request, roll_id)
    record(Verb.LOOK_RECORDS, actor=request.user, target=f"roll {roll.pk}", request=request)
    return _page(request, roll, RollPaidForm(initial={"paid_on": clock.today()}))


@staff_required(*OFFICERS)
@never_cache
@require_safe
def subsidy_roll_file(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Give the list out as a workbook."""
    roll = _roll_or_404(request, roll_id)
    record(Verb.SUBSIDY_LIST_TAKEN, actor=request.user, target=f"roll {roll.pk}", request=request)
    answer = HttpResponse(build(roll), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="subsidy-{roll.year}-{roll.number}.xlsx"'
    return answer


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def subsidy_line_out(request: HttpRequest, roll_id: int, line_id: int) -> HttpResponse:
    """Take somebody out of a list that is not published."""
    roll = _roll_or_404(request, roll_id)
    try:
        is_out = rolls.take_out(line_id, roll=roll)
    except Refused as refused:
        return _refused(request, refused, _address(roll))
    if is_out:
        messages.success(request, "已经移出，编下一批时会再列进去。")
    return SeeOther(_address(roll))


@staff_required(Role.REGISTER_REVIEWER)
@never_cache
@require_POST
def subsidy_roll_publish(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Let everybody read a list."""
    roll = _roll_or_404(request, roll_id)
    try:
        rolls.publish(roll, by=user_of(request), request=request)
    except Refused as refused:
        return _refused(request, refused, _address(roll))
    messages.success(request, "已经公示，名单不再改动。")
    return SeeOther(_address(roll))


@staff_required(Role.REGISTRAR)
@never_cache
@require_POST
def subsidy_roll_pay(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Note that the money of a published list went out."""
    roll = _roll_or_404(request, roll_id)
    if roll.published_on is None:
        messages.error(request, "公示以后才能发放。")
        return SeeOther(_address(roll))
    form = RollPaidForm(request.POST)
    if form.is_valid():
        try:
            rolls.pay_out(roll, paid_on=form.cleaned_data["paid_on"], by=user_of(request))
        except Refused as refused:
            form.add_error("paid_on", "；".join(str(one) for one in refused.reasons))
        else:
            messages.success(request, "已经记为发放，并告诉了每个人。")
            return SeeOther(_address(roll))
    return _page(request, roll, form)


@staff_required(*OFFICERS)
@never_cache
@require_safe
def subsidy_counts(request: HttpRequest) -> HttpResponse:
    """Count the applications of an agency as at a day, and at the ends of the months before."""
    office = _office(request)
    day = _day(request.GET.get("day", ""))
    context = {"counts": counts_on(office, day), "series": series(office, day), "day": day}
    return render(request, "registration/subsidy_counts.html", context)


def _page(request: HttpRequest, roll: SubsidyRoll, form: RollPaidForm) -> HttpResponse:
    user = user_of(request)
    is_registrar = user.has_role(Role.REGISTRAR)
    is_open = roll.published_on is None
    lines = roll.lines.select_related("subsidy__case", "subsidy__identity").order_by("pk")
    context = {
        "roll": roll,
        "lines": list(lines),
        "sums": rolls.sums(roll.lines.all()),
        "may_change": is_open and is_registrar,
        "may_publish": is_open and user.has_role(Role.REGISTER_REVIEWER),
        "is_maker": roll.made_by_id == user.pk,
        "form": form if is_registrar and not is_open and roll.paid_on is None else None,
    }
    status = UNFIT if form.errors else 200
    return render(request, "registration/subsidy_roll.html", context, status=status)


def _refused(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    for reason in refused.reasons:
        messages.error(request, str(reason))
    return SeeOther(back)


def _office(request: HttpRequest) -> Office:
    """Return the agency of whoever asks; officers of other organs are refused."""
    require_agency(request)
    office = user_of(request).office
    if office is None:
        raise LookupError
    return office


def _roll_or_404(request: HttpRequest, roll_id: int) -> SubsidyRoll:
    rows = SubsidyRoll.objects.select_related("office", "made_by", "published_by")
    return get_object_or_404(rows, pk=roll_id, office_id=user_of(request).office_id)


def _address(roll: SubsidyRoll) -> str:
    return reverse("registration:subsidy_roll", args=[roll.pk])


def _day(typed: str) -> date:
    """Return the day that was asked for; today for none, for nonsense and for the future."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return clock.today()
    return max(date(2011, 1, 1), min(day, clock.today()))
