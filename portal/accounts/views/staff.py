"""How staff enter: password, second factor, first password."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts import menu, pending, second_factor, throttle
from portal.accounts.backends import PhoneBackend, password_is_too_old
from portal.accounts.entering import enter, safe_next
from portal.accounts.forms import LoginForm, NewPasswordForm, PhoneForm, SecondFactorForm
from portal.accounts.models import User
from portal.accounts.models.user import index_of_phone
from portal.accounts.throttle import Kind, LockedError
from portal.accounts.views.entry import pages, replace_password
from portal.accounts.views.flow import STAFF, ask_phone, begin_again, code_is_right
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_phone

FLOW = "staff"
MISMATCH = "手机号或密码不对，请再试一次"
STALE = "动态口令不对或已用过，请等身份验证器换一个新的再填"


@sensitive_post_parameters()
@pages
def staff_login(request: HttpRequest) -> HttpResponse:
    """Take phone and password; nobody is logged in before the second factor."""
    target = safe_next(request)
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _authenticated(request, form)
        if user is not None and password_is_too_old(user):
            form.add_error(None, "密码已满 90 天，请先用“首次登录或忘记密码”重设。")
        elif user is not None:
            pending.put(request, FLOW, user=user.pk, target=target, epoch=user.session_epoch)
            return redirect("accounts:staff_second_factor")
    context = {"form": form, "next": target, "ended": request.session.get("ended_by_idling", False)}
    return render(request, "accounts/staff_login.html", context)


@sensitive_post_parameters()
@never_cache
@pages
def staff_second_factor(request: HttpRequest) -> HttpResponse:
    """Take the six digits; who has no authenticator yet enrols one on the same page."""
    user, values = _half_entered(request)
    if user is None:
        return redirect("accounts:staff_login")
    enrolled = second_factor.has_confirmed(user)
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _token_is_right(request, form, user):
        if not enrolled:
            record(Verb.SECOND_FACTOR_ENROLLED, actor=user, request=request)
        return enter(request, user=user, target=values["target"] or menu.first_page(user))
    if request.method != "POST":
        second_factor.show_in_development(user)
    context = {
        "form": form,
        "enrolled": enrolled,
        "secret": "" if enrolled else second_factor.factor_of(user).secret,
    }
    return render(request, "accounts/staff_second_factor.html", context)


@never_cache
@require_safe
def second_factor_picture(request: HttpRequest) -> HttpResponse:
    """Serve the QR code of an enrolment that is under way, to nobody else."""
    user, _ = _half_entered(request)
    if user is None or second_factor.has_confirmed(user):
        raise Http404
    return HttpResponse(second_factor.picture(user), content_type="image/svg+xml")


@pages
def staff_recover(request: HttpRequest) -> HttpResponse:
    """Ask for the phone of a member of staff who has no password yet or forgot it."""
    form = PhoneForm(request.POST or None)
    template = "accounts/staff_recover.html"
    return ask_phone(request, STAFF, form=form, template=template, target=safe_next(request))


@sensitive_post_parameters()
@pages
def staff_recover_confirm(request: HttpRequest) -> HttpResponse:
    """Take the code and the new password; the second factor is still asked at log-in."""
    values = pending.get(request, STAFF.name)
    if values is None:
        return begin_again(request, STAFF)
    phone = values["phone"]
    form = NewPasswordForm(request.POST or None, phone=phone, staff=True)
    if (
        request.method == "POST"
        and form.is_valid()
        and code_is_right(request, STAFF, form=form, phone=phone)
    ):
        user = User.objects.by_phone(phone, staff=True)
        if user is not None and user.may_enter(clock.today()):
            replace_password(request, user, password=form.cleaned_data["password"])
            pending.put(
                request, FLOW, user=user.pk, target=values["target"], epoch=user.session_epoch
            )
            return redirect("accounts:staff_second_factor")
        form.add_error(None, "这个账号已停用，请联系系统管理员。")
    context = {"form": form, "phone": mask_phone(phone)}
    return render(request, "accounts/staff_recover_confirm.html", context)


def _half_entered(request: HttpRequest) -> tuple[User | None, dict[str, Any]]:
    """Return whose password was right a moment ago in this session."""
    values = pending.get(request, FLOW)
    if values is None:
        return None, {}
    user = User.objects.filter(
        pk=values["user"], is_staff=True, session_epoch=values["epoch"]
    ).first()
    return (user, values) if user and user.may_enter(clock.today()) else (None, {})


def _authenticated(request: HttpRequest, form: LoginForm) -> User | None:
    """Compare phone and password; five failures lock the account for a quarter of an hour."""
    phone = form.cleaned_data["phone"]
    account = index_of_phone(phone, staff=True)
    try:
        guess = throttle.begin(Kind.STAFF, account=account, request=request)
    except LockedError as error:
        form.add_error(None, f"{error}。")
        return None
    user = PhoneBackend().authenticate(
        request, phone=phone, password=form.cleaned_data["password"], staff=True
    )
    if user is None:
        throttle.note_lock(guess, request=request, target="staff")
        record(Verb.LOGIN_FAILED, reason="staff password", request=request)
        form.add_error("password", MISMATCH)
        return None
    guess.succeeded()
    return user


def _token_is_right(request: HttpRequest, form: SecondFactorForm, user: User) -> bool:
    """Compare the six digits under the throttle."""
    try:
        guess = throttle.begin(Kind.SECOND_FACTOR, account=user.phone_index, request=request)
    except LockedError as error:
        form.add_error("token", str(error))
        return False
    if second_factor.check_token(user, form.cleaned_data["token"]):
        guess.succeeded()
        return True
    throttle.note_lock(guess, request=request, target="staff")
    record(Verb.LOGIN_FAILED, actor=user, reason="second factor", request=request)
    form.add_error("token", STALE)
    return False
