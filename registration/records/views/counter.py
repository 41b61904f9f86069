"""/register/verify/: an officer of the agency sees who stands there; a code names the account.

Nothing is looked up before the code was right, so that the page does not tell who has an account.
"""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts import pending, throttle
from portal.accounts.codes import TooOftenError
from portal.accounts.decorators import staff_required
from portal.accounts.identifiers import KIND_LABELS, IdentityKind
from portal.accounts.identities import number_index
from portal.accounts.models import User
from portal.accounts.models.access import Purpose
from portal.accounts.models.identity import Assurance
from portal.accounts.throttle import Kind, LockedError
from portal.accounts.views.flow import Flow, begin_again, code_is_right, send
from portal.cases.views.access import SeeOther, user_of
from portal.crypto import mask_id, mask_phone
from portal.offices.models import Power
from portal.ui.parts import Row
from portal.workflow.roles import Role
from registration.records.forms import CounterSelfCodeForm, CounterSelfForm
from registration.records.own import (
    AnotherSelfError,
    SelfRefusedError,
    Shown,
    become_self,
    refuse,
)

FLOW = Flow(
    "counter_self",
    Purpose.COUNTER_SELF,
    "registration:counter_self",
    "registration:counter_self_code",
    notice="counter_self_code",
)
ANOTHER = "没有核验：这个账号已经核验为另一个人。请本人用自己的手机号注册账号后再办。"
NOT_SAME = "没有核验：证件上的姓名和登记的不一致。请对照证件核对；确实是登记有误的，先办信息更正。"
NO_ACCOUNT = "没有核验：这个手机号没有可以用的账号。请本人先用它注册。"


@sensitive_post_parameters("name", "number", "phone")
@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Take what the officer has seen, and send a code to the phone whoever it belongs to."""
    officer = _officer(request)
    form = CounterSelfForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            send(request, FLOW, phone=phone)
        except TooOftenError as error:
            form.add_error("phone", str(error))
        else:
            values = asdict(form.shown())
            pending.put(request, FLOW.name, phone=phone, officer=officer.pk, **values)
            return SeeOther(reverse(FLOW.second))
    status = 422 if form.errors else 200
    return render(request, "registration/record_counter.html", {"form": form}, status=status)


@sensitive_post_parameters("code")
@staff_required(Role.REGISTRAR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code; only now is the account looked up and compared."""
    officer = _officer(request)
    values = pending.get(request, FLOW.name)
    if values is None or values["officer"] != officer.pk:
        return begin_again(request, FLOW)
    shown = Shown(kind=values["kind"], number=values["number"], name=values["name"])
    phone = str(values["phone"])
    form = CounterSelfCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and code_is_right(request, FLOW, form=form, phone=phone):
        try:
            return _verified(request, officer, shown, phone=phone)
        except LockedError as error:
            form.add_error(None, f"{error}。")
    context = {"form": form, "rows": _rows(shown, phone), "phone": phone}
    status = 422 if form.errors else 200
    return render(request, "registration/record_counter_code.html", context, status=status)


def _verified(request: HttpRequest, officer: User, shown: Shown, *, phone: str) -> HttpResponse:
    """Give the mandate under the throttle of the officer and of the number, or refuse."""
    accounts = (officer.phone_index, number_index(shown.number))
    guesses = [throttle.begin(Kind.COUNTER, account=one, request=request) for one in accounts]
    pending.drop(request)
    user = User.objects.by_phone(phone)
    if user is None or not user.may_enter(clock.today()):
        messages.error(request, NO_ACCOUNT)
        return redirect(FLOW.first)
    try:
        become_self(user, shown, assurance=Assurance.COUNTER, by=officer, request=request)
    except SelfRefusedError as error:
        refuse(user, by=officer, reason=f"{officer.office}窗口", request=request)
        for guess in guesses:
            throttle.note_lock(guess, request=request, target="counter self")
        another = isinstance(error, AnotherSelfError)
        messages.error(request, ANOTHER if another else NOT_SAME)
    else:
        for guess in guesses:
            guess.succeeded()
        messages.success(
            request,
            f"已核验。{mask_phone(phone)} 的账号现在可以看{shown.name}本人的参保记录、打证明。",
        )
    return redirect(FLOW.first)


def _officer(request: HttpRequest) -> User:
    """Return the officer; only the agency verifies persons for the register."""
    officer = user_of(request)
    if officer.office is None or officer.office.power != Power.AGENCY:
        raise PermissionDenied
    return officer


def _rows(shown: Shown, phone: str) -> list[Row]:
    """Return what was typed, masked, so that the officer sees whom the page is about."""
    return [
        Row(term="姓名", value=shown.name),
        Row(term="证件类型", value=KIND_LABELS[IdentityKind(shown.kind)]),
        Row(term="证件号码", value=mask_id(shown.number), is_number=True),
        Row(term="手机号", value=phone, is_number=True),
    ]
