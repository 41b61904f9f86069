"""What the pages of sign-up, log-in and recovery have in common: a phone, then its code."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.accounts import pending, throttle
from portal.accounts.codes import TooOftenError, check_code, phone_index, send_code
from portal.accounts.models import User
from portal.accounts.models.access import Purpose
from portal.accounts.throttle import Kind, LockedError
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.ui.forms import PortalForm

WRONG_CODE = "验证码不对或已失效，请核对最新一条短信；输错 5 次后要重新获取"


@dataclass(frozen=True, slots=True)
class Flow:
    """One way in: its name, the purpose of its code, its two pages."""

    name: str
    purpose: Purpose
    first: str
    second: str
    staff: bool = False
    for_new: bool = False
    notice: str = "login_code"
    other_notice: str = "code_without_account"


SIGN_UP = Flow(
    "sign_up",
    Purpose.SIGN_UP,
    "accounts:signup",
    "accounts:signup_confirm",
    for_new=True,
    other_notice="code_with_account",
)
LOGIN = Flow("login", Purpose.LOGIN, "accounts:login_code", "accounts:login_confirm")
RECOVER = Flow("recover", Purpose.RECOVER, "accounts:recover", "accounts:recover_confirm")
STAFF = Flow(
    "staff_password",
    Purpose.STAFF_PASSWORD,
    "accounts:staff_recover",
    "accounts:staff_recover_confirm",
    staff=True,
    other_notice="code_without_staff_account",
)
COUNTER = Flow(
    "counter_phone",
    Purpose.COUNTER_PHONE,
    "accounts:counter_phone",
    "accounts:counter_phone_code",
    for_new=True,
    notice="counter_code",
    other_notice="code_with_account",
)
FLOWS = {flow.name: flow for flow in (SIGN_UP, LOGIN, RECOVER, STAFF, COUNTER)}


def add_flow(flow: Flow) -> None:
    """Let the code of a higher floor's flow be sent again; called from AppConfig.ready()."""
    FLOWS[flow.name] = flow


def send(request: HttpRequest, flow: Flow, *, phone: str) -> None:
    """Send the code, or the words that fit a phone with (or without) an account."""
    exists = User.objects.by_phone(phone, staff=flow.staff) is not None
    other = flow.other_notice if exists == flow.for_new else ""
    send_code(
        purpose=flow.purpose,
        phone=phone,
        request=request,
        notice=flow.notice,
        other_notice=other,
    )


def ask_phone(
    request: HttpRequest, flow: Flow, *, form: PortalForm, template: str, target: str
) -> HttpResponse:
    """Show the page that asks for the phone; with a good one send the code and go on."""
    if request.method == "POST" and form.is_valid():
        try:
            send(request, flow, phone=form.cleaned_data["phone"])
        except TooOftenError as error:
            form.add_error("phone", str(error))
        else:
            pending.put(request, flow.name, phone=form.cleaned_data["phone"], target=target)
            return redirect(flow.second)
    return render(request, template, {"form": form, "next": target})


def code_is_right(request: HttpRequest, flow: Flow, *, form: PortalForm, phone: str) -> bool:
    """Check the code of a form that is valid; what is wrong is said beside the field."""
    try:
        guess = throttle.begin(Kind.CODE, account=phone_index(phone), request=request)
    except LockedError as error:
        form.add_error("code", str(error))
        return False
    if check_code(purpose=flow.purpose, phone=phone, code=form.cleaned_data["code"]):
        guess.succeeded()
        return True
    throttle.note_lock(guess, request=request, target=flow.name)
    record(Verb.LOGIN_FAILED, reason=f"{flow.purpose.value} code", request=request)
    form.add_error("code", WRONG_CODE)
    return False


def begin_again(request: HttpRequest, flow: Flow) -> HttpResponse:
    """Say that too much time has passed, and lead to the first page."""
    messages.info(request, "这一步放得太久了，请重新开始。")
    return redirect(flow.first)


@require_POST
def send_again(request: HttpRequest, name: str) -> HttpResponse:
    """Send a new code to the phone of the flow that is under way."""
    flow = FLOWS.get(name)
    values: dict[str, Any] | None = pending.get(request, flow.name) if flow else None
    if flow is None or values is None:
        return redirect("accounts:login")
    try:
        send(request, flow, phone=values["phone"])
    except TooOftenError as error:
        messages.error(request, f"{error}。")
    else:
        messages.success(request, "新的验证码已发出，以前的都已失效。")
    return redirect(flow.second)
