"""The pages that everybody sees first: front door, guide, the right window, progress."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import clock
from portal.caching import public_page
from portal.home import guide as guide_law
from portal.home import lines, services
from portal.home.directory.facts import facts_for
from portal.home.offers import offers
from portal.home.people import Who
from portal.home.periods import periods
from portal.home.situations import groups_of
from portal.home.where import WhereForm
from portal.law.citation import chinese_number
from portal.law.house_rules import HOUSE_ARTICLES, LOCAL_ARTICLES
from portal.offices.directory import open_offices
from portal.ui.elder import size_of
from portal.ui.qr import qr_svg


@public_page
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Ask one question and lead to what works."""
    cards = services.open_cards()
    context = {
        "doors": [card for card in cards if card.is_door],
        "others": [card for card in cards if not card.is_door],
        "people": list(Who),
        "offices_count": open_offices(on=clock.today()).count(),
        "period": periods(*guide_law.TERMS),
        "lines": lines.lines_of_today(),
    }
    name = "front_door_elder" if size_of(request) else "front_door"
    return render(request, f"home/{name}.html", context)


@public_page
@require_safe
def what(request: HttpRequest, who: str) -> HttpResponse:
    """List what may have happened to somebody, each with the page where it is dealt with."""
    if who not in list(Who):
        raise Http404
    chosen = Who(who)
    context = {
        "who": chosen,
        "groups": groups_of(chosen),
        "others": [one for one in Who if one != chosen],
    }
    return render(request, "home/what.html", context)


@public_page
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Tell from the accident to the decision what to do, with the articles."""
    context = {
        "cards": services.open_cards(),
        "law": guide_law.ARTICLES,
        "period": periods(*guide_law.TERMS),
    }
    return render(request, "home/guide.html", context)


@public_page
@require_safe
def first_day(request: HttpRequest) -> HttpResponse:
    """Say on one sheet what the injured person and the foreman do within a day."""
    address = settings.PUBLIC_ORIGIN.rstrip("/") + reverse("home:guide")
    context = {
        "law": guide_law.ARTICLES,
        "period": periods(*guide_law.TERMS),
        "guide_address": address,
        "qr": qr_svg(address),
    }
    return render(request, "home/first_day.html", context)


@public_page
@require_safe
def services_list(request: HttpRequest) -> HttpResponse:
    """List what is done here, and what is done elsewhere with the way there."""
    here, elsewhere = offers(on=clock.today())
    return render(request, "home/services.html", {"here": here, "elsewhere": elsewhere})


@public_page
@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """Name the one window for a matter and a place; the address can be passed on."""
    today = clock.today()
    form = WhereForm(request.GET.dict(), on=today)
    is_valid = form.is_bound and form.is_valid()
    asks_town = is_valid and form.asks_town
    found = form.found(on=today) if is_valid and not asks_town else None
    facts = facts_for(found.window.office) if found and found.window else None
    context = {"form": form, "found": found, "facts": facts, "asks_town": asks_town}
    return render(request, "home/where.html", context)


@public_page
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Print the house's own rules, which refusals and dates cite where the law is silent."""
    context = {
        "house": [(chinese_number(n), text) for n, text in HOUSE_ARTICLES.items()],
        "local": [(chinese_number(n), text) for n, text in LOCAL_ARTICLES.items()],
    }
    return render(request, "home/rules.html", context)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Lead to the person's own page; the log-in page stands between for strangers."""
    return HttpResponseRedirect(reverse("accounts:me"))
