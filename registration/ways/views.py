"""Public pages: who may be insured how, and the answer to print."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import clock
from portal.caching import public_page
from portal.offices.directory import insurance_counties
from portal.offices.jurisdiction import NoOfficeError, agency_of
from portal.offices.models import County
from portal.ui.forms import PortalForm, with_hint
from registration.ways.sheet import sheet
from registration.ways.table import BY_CODE, WAYS

UNFIT = 422


class WaysForm(PortalForm):
    """What somebody is, and where."""

    who = forms.ChoiceField(
        label="您是哪一种情况？",
        widget=forms.RadioSelect,
        choices=[(way.code, with_hint(way.who, way.hint)) for way in WAYS],
    )
    county = forms.ChoiceField(label="在哪个县市区？", help_text="告诉您去哪个窗口，不看户口")

    def __init__(self, data: object = None) -> None:
        """Offer the counties."""
        super().__init__(data)
        field = self.fields["county"]
        if isinstance(field, forms.ChoiceField):
            named = [(one.code, one.name) for one in insurance_counties()]
            field.choices = [("", "请选择"), *named]


@public_page
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Ask what somebody is and answer on the same page; the address can be passed on."""
    form = WaysForm(request.GET if "who" in request.GET or "county" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        way = BY_CODE[form.cleaned_data["who"]]
        county = County.objects.get(code=form.cleaned_data["county"])
        context |= {
            "way": way,
            "county": county,
            "steps": [
                (step.text, reverse(step.url_name) if step.url_name else "") for step in way.steps
            ],
            "office": agency_of(county.code, on=clock.today()),
        }
    status = UNFIT if form.errors else 200
    return render(request, "registration/ways.html", context, status=status)


@public_page
@require_safe
def way_sheet(request: HttpRequest, code: str, county: str) -> HttpResponse:
    """Give the answer as a sheet to print and take along."""
    way = BY_CODE.get(code)
    if way is None:
        raise Http404
    place = get_object_or_404(County, code=county)
    today = clock.today()
    try:
        office = agency_of(place.code, on=today)
    except NoOfficeError as error:
        raise Http404 from error
    response = HttpResponse(sheet(way, office=office, on=today), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="guide-{way.code}.pdf"'
    return response
