"""Pages of links: what everybody reads, and where editors keep them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.desk import DESK, EDITORS
from faq.forms import WhyForm
from faq.links import keeping, standing
from faq.links.forms import TWICE, LinkForm, NewLinkForm
from faq.models import Link, Reach
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.caching import public_page
from portal.cases.views.access import SeeOther, user_of
from portal.ui.parts import Chip

UNFIT, CONFLICT = 422, 409
READ = ("GET", "HEAD", "POST")
SHOWN = 30
MEANWHILE = "有人在您打开以后保存过这一条。您写的都还在，请对照一下，再保存一次。"
FILTERS = (
    ("dead", "打不开了"),
    ("look", "要看一看"),
    ("retired", "已停用"),
)


@public_page
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """List the sites that people are sent to; one that is shut says so and is no link."""
    return render(request, "faq/links.html", {"groups": standing.groups()})


@staff_required(*DESK)
@never_cache
@require_safe
def links_desk(request: HttpRequest) -> HttpResponse:
    """List the links with what the last look found."""
    show = request.GET.get("show", "")
    rows = {one.pk: one for one in standing.in_order(Link.objects.select_related("keeper"))}
    found = {name: [one for one in rows.values() if _belongs(one, name)] for name, _ in FILTERS}
    kept = [one for one in rows.values() if one.retired_on is None]
    context = {
        "lines": [
            standing.Line(one, standing.standing(one, rows)) for one in found.get(show, kept)
        ],
        "chips": [
            Chip(
                label=label,
                url=reverse("faq:links_desk") + ("" if name == show else f"?show={name}"),
                count=str(len(found[name])),
                is_current=name == show,
            )
            for name, label in FILTERS
        ],
        "is_editor": user_of(request).has_role(*EDITORS),
        "is_cut_off": len(kept) > 1 and all(one.found == Reach.FAILED for one in kept),
    }
    return render(request, "faq/links_desk.html", context)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def link_new(request: HttpRequest) -> HttpResponseBase:
    """Add a link."""
    form = NewLinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = keeping.add_link(form.cleaned_data["code"], form.stated())
        except keeping.ThereAlreadyError:
            form.add_error("address", "刚刚有人加过这个编号或者网址，请看一下列表")
        else:
            _note(request, made, "新增网址")
            messages.success(request, "已经加上，网站上马上看得到。")
            return SeeOther(reverse("faq:links_desk"))
    status = UNFIT if form.errors else 200
    return render(request, "faq/link_new.html", {"form": form}, status=status)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def link(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a link and change it; what somebody else saved meanwhile is not lost."""
    row = _link(code)
    if request.method != "POST":
        return _page(request, row, LinkForm(link=row), WhyForm())
    form = LinkForm(request.POST, link=row)
    status = UNFIT
    if form.is_valid():
        try:
            is_changed = keeping.change_link(
                row, form.stated(), seen=form.cleaned_data["seen"] or 0
            )
        except keeping.SavedMeanwhileError:
            status = CONFLICT
            form.add_error(None, MEANWHILE)
            data: Any = form.data
            data = data.copy()
            data["seen"] = str(row.edits)
            form.data = data
        except keeping.ThereAlreadyError:
            form.add_error("address", TWICE)
        except keeping.NotNowError as refused:
            form.add_error("replacement", str(refused))
        else:
            if is_changed:
                _note(request, row, "修改网址")
            messages.success(request, "已经保存。" if is_changed else "没有要改的。")
            return SeeOther(reverse("faq:link", args=[code]))
    return _page(request, row, form, WhyForm(), status=status)


@staff_required(*EDITORS)
@never_cache
@require_POST
def link_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Take the new address of a site that moved, take a link off the site, or put it back."""
    row = _link(code)
    if act == "retire":
        why = WhyForm(request.POST)
        if not why.is_valid():
            return _page(request, row, LinkForm(link=row), why, status=UNFIT)
        reason: str = why.cleaned_data["why"]
        return _done(request, row, "停用网址", lambda: keeping.retire(row, why=reason))
    if act == "bring-back":
        return _done(request, row, "恢复网址", lambda: keeping.bring_back(row))
    if act == "take-new":
        return _done(request, row, "换成新网址", lambda: keeping.take_new_address(row))
    raise Http404


def _done(request: HttpRequest, row: Link, what: str, step: Callable[[], object]) -> HttpResponse:
    """Do a step and lead back; what is not possible now is said and changes nothing."""
    try:
        step()
    except keeping.NotNowError as refused:
        messages.error(request, f"{refused}。")
    except keeping.ThereAlreadyError:
        messages.error(request, f"{TWICE}。")
    else:
        _note(request, row, what)
        messages.success(request, f"已经{what}。")
    return SeeOther(reverse("faq:link", args=[row.code]))


def _page(
    request: HttpRequest, row: Link, form: LinkForm, why: WhyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "link": row,
        "form": form,
        "why": why,
        "may_take_new": row.moved_to.startswith("https://"),
        "checks": row.checks.all()[:SHOWN],
    }
    return render(request, "faq/link.html", context, status=status)


def _belongs(one: Link, name: str) -> bool:
    """Say whether a link belongs into the list of a filter."""
    if name == "retired":
        return one.retired_on is not None
    if one.retired_on is not None:
        return False
    if name == "dead":
        return one.is_dead
    return not one.is_dead and one.found not in {"", Reach.OK}


def _link(code: str) -> Link:
    return get_object_or_404(Link.objects.select_related("keeper", "replacement"), code=code)


def _note(request: HttpRequest, row: Link, what: str) -> None:
    record(
        Verb.ANSWERS_CHANGED,
        actor=request.user,
        target=f"link {row.code}",
        reason=what,
        request=request,
    )
