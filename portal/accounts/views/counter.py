"""Pages of the window clerk for a person who has lost the phone: card, code, new phone."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import pending, throttle
from portal.accounts.codes import TooOftenError, phone_index
from portal.accounts.counter import Claim, Match, hand_over, match
from portal.accounts.counter_forms import CounterCodeForm, CounterPhoneForm, VouchForm
from portal.accounts.decorators import staff_required
from portal.accounts.throttle import Kind, LockedError
from portal.accounts.views.entry import pages
from portal.accounts.views.flow import COUNTER, begin_again, code_is_right, send
from portal.accounts.views.me import account_of
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_id, mask_phone
from portal.ui.parts import Row
from portal.workflow.roles import Role

VOUCH = "counter_phone_vouch"
REFUSED = (
    "没有换绑：原手机号、姓名和证件号码与系统里的账号对不上。请对照证件核对后重新填写；"
    "核对无误仍对不上的，请联系系统管理员。"
)


@sensitive_post_parameters()
@pages
@staff_required(Role.WINDOW_CLERK)
def begin(request: HttpRequest) -> HttpResponse:
    """Take what the clerk has seen, and send a code to the new phone whatever is on file."""
    clerk = account_of(request)
    form = CounterPhoneForm(request.POST or None, clerk=clerk)
    if request.method == "POST" and form.is_valid():
        claim = form.claim()
        try:
            send(request, COUNTER, phone=claim.phone)
        except TooOftenError as error:
            form.add_error("phone", str(error))
        else:
            pending.put(request, COUNTER.name, clerk=clerk.pk, **claim.values())
            return redirect(COUNTER.second)
    return render(request, "accounts/counter_phone.html", {"form": form})


@sensitive_post_parameters()
@pages
@staff_required(Role.WINDOW_CLERK)
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code; only now is the account looked up and compared."""
    claim = _remembered(request, COUNTER.name)
    if claim is None:
        return begin_again(request, COUNTER)
    form = CounterCodeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and code_is_right(request, COUNTER, form=form, phone=claim.phone)
    ):
        try:
            found = _looked_up(request, claim)
        except LockedError as error:
            form.add_error(None, f"{error}。")
        else:
            return _go_on(request, claim, found)
    context = {"form": form, "rows": _rows(claim), "phone": claim.phone}
    return render(request, "accounts/counter_phone_code.html", context)


@pages
@staff_required(Role.WINDOW_CLERK)
def vouch(request: HttpRequest) -> HttpResponse:
    """Say that nothing on file can be compared, and ask for the clerk's word."""
    claim = _remembered(request, VOUCH)
    if claim is None:
        return begin_again(request, COUNTER)
    form = VouchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _changed(request, claim)
    return render(
        request, "accounts/counter_phone_vouch.html", {"form": form, "rows": _rows(claim)}
    )


def _remembered(request: HttpRequest, flow: str) -> Claim | None:
    """Return the claim that this clerk has begun in this session."""
    values = pending.get(request, flow)
    if values is None or values["clerk"] != account_of(request).pk:
        return None
    return Claim(**{name: values[name] for name in Claim.__dataclass_fields__})


def _looked_up(request: HttpRequest, claim: Claim) -> Match | None:
    """Look the account up under the throttle of the clerk and of the old phone."""
    accounts = (account_of(request).phone_index, phone_index(claim.old_phone))
    guesses = [throttle.begin(Kind.COUNTER, account=one, request=request) for one in accounts]
    found = match(claim)
    if found is None:
        for guess in guesses:
            throttle.note_lock(guess, request=request, target="counter phone")
        return None
    for guess in guesses:
        guess.succeeded()
    return found


def _go_on(request: HttpRequest, claim: Claim, found: Match | None) -> HttpResponse:
    """Refuse, ask for the clerk's word, or change."""
    if found is None:
        return _refused(request)
    if not found.is_compared:
        pending.put(request, VOUCH, clerk=account_of(request).pk, **claim.values())
        return redirect("accounts:counter_phone_vouch")
    return _changed(request, claim)


def _changed(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Change the phone, and say what the person can do now."""
    try:
        found = hand_over(claim, clerk=account_of(request), request=request)
    except IntegrityError:
        found = None
    if found is None:
        return _refused(request)
    pending.drop(request)
    messages.success(
        request,
        f"已换绑到 {mask_phone(claim.phone)}，{found.words}。原来的设备都已退出，"
        "本人现在可以用新号码和短信验证码登录。",
    )
    return redirect(COUNTER.first)


def _refused(request: HttpRequest) -> HttpResponse:
    """Leave a trace, and lead back to the first page."""
    pending.drop(request)
    record(Verb.PHONE_CHANGE_REFUSED, actor=account_of(request), request=request)
    messages.error(request, REFUSED)
    return redirect(COUNTER.first)


def _rows(claim: Claim) -> list[Row]:
    """Return what was typed, masked, so that the clerk can see whom the page is about."""
    return [
        Row(term="姓名", value=claim.name),
        Row(term="证件号码", value=mask_id(claim.number)),
        Row(term="原手机号", value=mask_phone(claim.old_phone)),
        Row(term="新手机号", value=claim.phone, is_number=True),
        Row(term="原因", value=claim.reason_label),
    ]
