"""Pages of the subsidy for everybody: what it is, what was published, apply, the own ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.decorators import citizen_required
from portal.accounts.models import User
from portal.cases import clerkship
from portal.cases.kinds import kind_of
from portal.cases.models import Case
from portal.cases.refusals import Refused
from portal.cases.views.access import SeeOther, user_of
from portal.cases.visible import visible_to
from portal.crypto import mask_name
from registration.keyset import key_of, newest
from registration.models import SubsidyRoll
from registration.models.subsidy import grounds_on, rule_on
from registration.records.own import own_identity
from registration.subsidy.filing import apply_for
from registration.subsidy.forms import ApplyForm
from registration.subsidy.process import SubsidyProcess
from registration.subsidy.rolls import sums
from registration.subsidy.shown import rule_rows

UNFIT = 422


@never_cache
@require_safe
def subsidies(request: HttpRequest) -> HttpResponse:
    """Say who is subsidised and how much, and list what was published, the newest first."""
    today = clock.today()
    rows = SubsidyRoll.objects.filter(published_on__isnull=False).select_related("office")
    found = newest(rows, before=key_of(request.GET, "before"))
    rule = rule_on(today)
    context = {
        "grounds": grounds_on(today),
        "rule_rows": rule_rows(rule) if rule else [],
        "is_verified": rule is not None and rule.is_verified,
        "rolls": found.lines,
        "before": found.before,
    }
    return render(request, "registration/subsidies.html", context)


@never_cache
@require_safe
def publication(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Show a published list to everybody: masked names, months and amounts, no numbers."""
    rows = SubsidyRoll.objects.filter(published_on__isnull=False).select_related("office")
    roll = get_object_or_404(rows, pk=roll_id)
    lines = [
        (number, mask_name(line.name), line.months, line.amount)
        for number, line in enumerate(roll.lines.order_by("pk"), start=1)
    ]
    context = {"roll": roll, "lines": lines, "sums": sums(roll.lines.all())}
    return render(request, "registration/subsidy_publication.html", context)


@sensitive_post_parameters()
@citizen_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subsidy_apply(request: HttpRequest) -> HttpResponse:
    """Take an application of a citizen."""
    user = user_of(request)
    posted = request.POST if request.method == "POST" else None
    form = ApplyForm(posted, own=own_identity(user), phone=user.phone)
    if form.is_bound and form.is_valid():
        case = _applied(form, user)
        if case is not None:
            return SeeOther(clerkship.address(case))
    context = {"form": form, "check": SubsidyProcess.apply.starts[0].term}
    status = UNFIT if form.errors else 200
    return render(request, "registration/subsidy_apply.html", context, status=status)


@citizen_required
@never_cache
@require_safe
def subsidy_mine(request: HttpRequest) -> HttpResponse:
    """List the applications of a citizen, the newest first."""
    rows = visible_to(user_of(request)).filter(kind=SubsidyProcess.code)
    found = newest(rows.select_related("flexible_subsidy"), before=key_of(request.GET, "before"))
    states = kind_of(SubsidyProcess.code).states
    context = {
        "lines": [(one, states[one.state], clerkship.address(one)) for one in found.lines],
        "before": found.before,
    }
    return render(request, "registration/subsidy_mine.html", context)


def _applied(form: ApplyForm, user: User) -> Case | None:
    """Open the case; what stands against it comes back with the form."""
    try:
        return apply_for(form.facts(), form.applicant(), by=user, key=form.cleaned_data["key"])
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return None
