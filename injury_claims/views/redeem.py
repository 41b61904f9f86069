"""/activate/: a side of a case enters it by the one-time code on its paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from injury_claims.party_forms.redeem import RedeemForm, is_credit_code, kind_of_number
from portal import clock
from portal.accounts.activation import ActivationRefusedError
from portal.accounts.activation import redeem as use_code
from portal.accounts.decorators import citizen_required
from portal.accounts.identifiers import IdentityKind
from portal.accounts.identities import identity_for
from portal.accounts.mandates import grant_filing_mandate
from portal.accounts.models import Mandate, User
from portal.accounts.models.identity import MandateKind
from portal.accounts.models.user import valid_on
from portal.cases import clerkship
from portal.cases.models import Party
from portal.cases.views.access import user_of

OTHER_SIDE = "这个账号已经是本案另一方的人，不能再替这一方办。请由这一方的人用自己的账号输入查办码"
OTHER_PERSON = "证件号码和本案登记的不一致，请对照证件；仍不行请打承办人电话"
OTHER_UNIT = "这个统一社会信用代码和本案登记的单位不一致，请对照营业执照；仍不行请打承办人电话"
MOVED_ON = "已经打开。这个账号现在可以看到和办理本案。"


@citizen_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """Ask for code and employer; a right code gives an asserted mandate for this one case."""
    form = RedeemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            party_id = use_code(
                form.cleaned_data["code"],
                user_of(request),
                request=request,
                then=lambda party_id: _enter(party_id, by=user_of(request), form=form),
            )
        except ActivationRefusedError as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, MOVED_ON)
            case = Party.objects.select_related("case").get(pk=party_id).case
            return redirect(clerkship.address(case))
    status = 422 if form.errors else 200
    return render(request, "injury_claims/party_redeem.html", {"form": form}, status=status)


def _enter(party_id: int, *, by: User, form: RedeemForm) -> None:
    """Make the identity from what was typed, and the mandate for this one case."""
    party = Party.objects.select_related("case", "identity").get(pk=party_id)
    others = Mandate.objects.filter(valid_on(clock.today()), user=by, case=party.case)
    if others.exclude(party=party).exists():
        raise ActivationRefusedError(OTHER_SIDE)
    number = form.cleaned_data["credit_code"]
    is_employer = party.kind == Party.Kind.EMPLOYER
    kind = IdentityKind.CREDIT_CODE if is_employer else kind_of_number(number)
    fits = kind is not None and is_credit_code(number) == is_employer
    if not fits or (party.identity is not None and party.identity.number != number):
        raise ActivationRefusedError(OTHER_UNIT if is_employer else OTHER_PERSON)
    identity = party.identity or identity_for(
        kind=str(kind), number=number, name=form.cleaned_data["name"]
    )
    if party.identity is None:
        party.identity = identity
        party.save(update_fields=["identity"])
    grant_filing_mandate(
        by,
        identity=identity,
        case=party.case,
        party=party,
        kind=MANDATES[Party.Kind(party.kind)],
        proof="one-time code",
    )


MANDATES = {
    Party.Kind.WORKER: MandateKind.SELF,
    Party.Kind.RELATIVE: MandateKind.RELATIVE,
    Party.Kind.UNION: MandateKind.UNION,
    Party.Kind.EMPLOYER: MandateKind.EMPLOYER_AGENT,
}
