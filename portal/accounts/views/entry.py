"""Sign-up, log-in, recovery and log-out of citizens."""

from django.contrib.auth import logout as end_session
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal import clock
from portal.accounts import devices, middleware, pending, throttle
from portal.accounts.backends import PhoneBackend
from portal.accounts.codes import TooOftenError, send_code
from portal.accounts.entering import enter, safe_next, why_words
from portal.accounts.forms import (
    CodeForm,
    LoginForm,
    NewAccountForm,
    NewAccountPhoneForm,
    NewPasswordForm,
    PhoneForm,
)
from portal.accounts.models import User
from portal.accounts.models.user import index_of_phone
from portal.accounts.throttle import Kind, LockedError
from portal.accounts.views.flow import (
    LOGIN,
    RECOVER,
    SIGN_UP,
    ask_phone,
    begin_again,
    code_is_right,
)
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_phone
from portal.notifications.send import notify

pages = require_http_methods(["GET", "HEAD", "POST"])
MISMATCH = "手机号或密码不对，请再试一次；也可以用短信验证码登录"


@pages
def signup(request: HttpRequest) -> HttpResponse:
    """Ask for the phone."""
    form = NewAccountPhoneForm(request.POST or None)
    target = safe_next(request)
    return ask_phone(request, SIGN_UP, form=form, template="accounts/signup.html", target=target)


@sensitive_post_parameters()
@pages
def signup_confirm(request: HttpRequest) -> HttpResponse:
    """Take code, name and password, and make the account."""
    values = pending.get(request, SIGN_UP.name)
    if values is None:
        return begin_again(request, SIGN_UP)
    phone = values["phone"]
    form = NewAccountForm(request.POST or None, phone=phone)
    if (
        request.method == "POST"
        and form.is_valid()
        and code_is_right(request, SIGN_UP, form=form, phone=phone)
    ):
        user = _new_account(phone, form.cleaned_data["name"], form.cleaned_data["password"])
        if user is None:
            return begin_again(request, LOGIN)
        record(Verb.SIGN_UP, actor=user, request=request)
        return enter(request, user=user, target=values["target"], remember=True)
    return render(
        request, "accounts/signup_confirm.html", {"form": form, "phone": mask_phone(phone)}
    )


@sensitive_post_parameters()
@pages
def login(request: HttpRequest) -> HttpResponse:
    """Take phone and password; a browser that is new to this account must give a code as well."""
    target = safe_next(request)
    if request.method != "POST" and isinstance(request.user, User) and not request.user.is_staff:
        return redirect(target or "accounts:me")
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _authenticated(request, form)
        if user is not None and devices.current(request, user):
            return enter(request, user=user, target=target)
        if user is not None and _sent_to_new_device(request, form, user):
            pending.put(request, LOGIN.name, phone=user.phone, target=target, new_device=True)
            return redirect(LOGIN.second)
    context = {
        "form": form,
        "next": target,
        "next_words": why_words(target),
        "ended": request.session.get("ended_by_idling", False),
    }
    return render(request, "accounts/login.html", context)


@pages
def login_code(request: HttpRequest) -> HttpResponse:
    """Ask for the phone to which a code is sent."""
    form = PhoneForm(request.POST or None)
    target = safe_next(request)
    return ask_phone(request, LOGIN, form=form, template="accounts/login_code.html", target=target)


@sensitive_post_parameters()
@pages
def login_confirm(request: HttpRequest) -> HttpResponse:
    """Take the code and log in."""
    values = pending.get(request, LOGIN.name)
    if values is None:
        return begin_again(request, LOGIN)
    phone = values["phone"]
    form = CodeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and code_is_right(request, LOGIN, form=form, phone=phone)
    ):
        user = User.objects.by_phone(phone)
        if user is not None and user.may_enter(clock.today()):
            shared = form.cleaned_data["shared"]
            return enter(
                request, user=user, target=values["target"], remember=not shared, shared=shared
            )
        form.add_error(None, "这个账号已停用，请带身份证到窗口办理。")
    context = {
        "form": form,
        "phone": mask_phone(phone),
        "new_device": values.get("new_device", False),
    }
    return render(request, "accounts/login_confirm.html", context)


@pages
def recover(request: HttpRequest) -> HttpResponse:
    """Ask for the phone of the account whose password was forgotten."""
    form = PhoneForm(request.POST or None)
    target = safe_next(request)
    return ask_phone(request, RECOVER, form=form, template="accounts/recover.html", target=target)


@sensitive_post_parameters()
@pages
def recover_confirm(request: HttpRequest) -> HttpResponse:
    """Take the code and the new password; every other session of the account ends."""
    values = pending.get(request, RECOVER.name)
    if values is None:
        return begin_again(request, RECOVER)
    phone = values["phone"]
    form = NewPasswordForm(request.POST or None, phone=phone, staff=False)
    if (
        request.method == "POST"
        and form.is_valid()
        and code_is_right(request, RECOVER, form=form, phone=phone)
    ):
        user = User.objects.by_phone(phone)
        if user is not None and user.may_enter(clock.today()):
            replace_password(request, user, password=form.cleaned_data["password"])
            return enter(request, user=user, target=values["target"], remember=True)
        form.add_error(None, "这个账号已停用，请带身份证到窗口办理。")
    return render(
        request, "accounts/recover_confirm.html", {"form": form, "phone": mask_phone(phone)}
    )


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session."""
    if isinstance(request.user, User):
        record(Verb.LOGOUT, actor=request.user, request=request)
    end_session(request)
    return redirect("/")


@require_POST
def keep_alive(request: HttpRequest) -> HttpResponse:
    """Renew the session of who is still there, and say how many seconds it has again."""
    if not isinstance(request.user, User):
        raise Http404
    middleware.keep(request)
    return JsonResponse({"seconds": middleware.seconds_left(request)})


def replace_password(request: HttpRequest, user: User, *, password: str) -> None:
    """Set a new password, end all sessions, and tell the owner."""
    with transaction.atomic():
        user.set_password(password)
        user.session_epoch += 1
        user.save(update_fields=["password", "password_changed_at", "session_epoch"])
        record(Verb.CREDENTIAL_CHANGED, actor=user, request=request)
        notify(
            "secret_changed",
            key=f"secret-changed:{user.pk}:{user.session_epoch}",
            user_id=user.pk,
            phone=user.phone,
            context={},
        )


def _new_account(phone: str, name: str, password: str) -> User | None:
    """Make the account, or nothing when the same person was quicker in another tab."""
    try:
        with transaction.atomic():
            return User.objects.create_user(phone=phone, name=name, password=password or None)
    except IntegrityError:
        return None


def _authenticated(request: HttpRequest, form: LoginForm) -> User | None:
    """Compare phone and password under the throttle; a hit and a miss look the same."""
    phone = form.cleaned_data["phone"]
    account = index_of_phone(phone, staff=False)
    try:
        guess = throttle.begin(Kind.CITIZEN, account=account, request=request)
    except LockedError as error:
        form.add_error(None, f"{error}，或改用短信验证码登录。")
        return None
    user = PhoneBackend().authenticate(request, phone=phone, password=form.cleaned_data["password"])
    if user is None:
        throttle.note_lock(guess, request=request, target="citizen")
        record(Verb.LOGIN_FAILED, reason="password", request=request)
        form.add_error("password", MISMATCH)
        return None
    guess.succeeded()
    return user


def _sent_to_new_device(request: HttpRequest, form: LoginForm, user: User) -> bool:
    """Send the code that a new device needs, or say why not now."""
    try:
        send_code(purpose=LOGIN.purpose, phone=user.phone, request=request)
    except TooOftenError as error:
        form.add_error(None, f"在新设备上登录要短信验证码。{error}。")
        return False
    return True
