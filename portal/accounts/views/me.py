"""The own account: panels, phone, password, devices, log-out everywhere."""

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts import devices, pending, throttle
from portal.accounts.codes import TooOftenError, check_code, phone_index, send_code
from portal.accounts.forms import NewPhoneForm, PasswordChangeForm, TwoCodesForm
from portal.accounts.home import rendered_panels
from portal.accounts.models import User
from portal.accounts.models.access import Purpose
from portal.accounts.throttle import Kind, LockedError
from portal.accounts.views.entry import pages, replace_password
from portal.accounts.views.flow import WRONG_CODE
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_phone
from portal.notifications.send import notify
from portal.workflow.roles import Role

PHONE_CHANGE = "phone_change"


def account_of(request: HttpRequest) -> User:
    """Return the logged-in user of a guarded view."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def frame_of(user: User) -> str:
    """Return the frame in which this person's pages stand."""
    return "base_staff.html" if user.is_staff else "base.html"


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show the own page with the panels of higher floors."""
    user = account_of(request)
    here = devices.current(request, user)
    context = {
        "frame": frame_of(user),
        "account": user,
        "panels": rendered_panels(request),
        "devices": list(user.devices.all()),
        "here": here.pk if here else None,
        "roles": [role.label for role in sorted(user.roles(clock.today()))],
        "has_password": user.has_usable_password(),
        "is_administrator": user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "accounts/me.html", context)


@require_POST
@login_required
def logout_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the account, this one too, and forget its devices."""
    user = account_of(request)
    with transaction.atomic():
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])
        user.devices.all().delete()
        record(Verb.LOGOUT_EVERYWHERE, actor=user, request=request)
    staff = user.is_staff
    end_session(request)
    messages.success(request, "已在所有设备上退出。")
    return redirect("accounts:staff_login" if staff else "accounts:login")


@require_POST
@login_required
def remove_device(request: HttpRequest, device_id: int) -> HttpResponse:
    """Forget one device and end all sessions but this one."""
    user = account_of(request)
    device = user.devices.filter(pk=device_id).first()
    if device is None:
        raise Http404
    with transaction.atomic():
        device.delete()
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])
        record(Verb.DEVICE_REMOVED, actor=user, request=request)
    update_session_auth_hash(request, user)
    messages.success(request, "已移除。那台设备要重新用验证码登录，其他设备也要重新登录。")
    return redirect("accounts:me")


@sensitive_post_parameters()
@pages
@login_required
def password_change(request: HttpRequest) -> HttpResponse:
    """Replace a known password; who has none gets one by code."""
    user = account_of(request)
    if not user.has_usable_password():
        return redirect("accounts:recover")
    form = PasswordChangeForm(request.POST or None, phone=user.phone, staff=user.is_staff)
    if request.method == "POST" and form.is_valid() and _present_is_right(request, form, user):
        replace_password(request, user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改，其他设备都已退出。")
        return redirect("accounts:me")
    context = {"form": form, "frame": frame_of(user)}
    return render(request, "accounts/password_change.html", context)


@pages
@login_required
def phone_change(request: HttpRequest) -> HttpResponse:
    """Ask for the new phone, and send a code to the old and to the new one."""
    user = account_of(request)
    form = NewPhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        if phone == user.phone:
            form.add_error("phone", "这就是现在的号码")
        else:
            try:
                _send_two(request, user, phone)
            except TooOftenError as error:
                form.add_error("phone", str(error))
            else:
                pending.put(request, PHONE_CHANGE, phone=phone, user=user.pk)
                return redirect("accounts:phone_change_confirm")
    context = {"form": form, "frame": frame_of(user), "account": user}
    return render(request, "accounts/phone_change.html", context)


@sensitive_post_parameters()
@pages
@login_required
def phone_change_confirm(request: HttpRequest) -> HttpResponse:
    """Take both codes and change the phone; every other session ends."""
    user = account_of(request)
    values = pending.get(request, PHONE_CHANGE)
    if values is None or values["user"] != user.pk:
        messages.info(request, "这一步放得太久了，请重新开始。")
        return redirect("accounts:phone_change")
    phone = values["phone"]
    form = TwoCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _both_right(request, form, user, phone):
        if _changed(request, user, phone):
            messages.success(request, "手机号已更换，其他设备都已退出。")
            return redirect("accounts:me")
        form.add_error("new_code", WRONG_CODE)
    context = {
        "form": form,
        "frame": frame_of(user),
        "account": user,
        "new_phone": mask_phone(phone),
    }
    return render(request, "accounts/phone_change_confirm.html", context)


def _send_two(request: HttpRequest, user: User, phone: str) -> None:
    """Send both codes or none; a phone of another account gets other words, unseen here."""
    taken = User.objects.by_phone(phone, staff=user.is_staff) is not None
    with transaction.atomic():
        send_code(purpose=Purpose.OLD_PHONE, phone=user.phone, request=request)
        send_code(
            purpose=Purpose.NEW_PHONE,
            phone=phone,
            request=request,
            other_notice="code_with_account" if taken else "",
        )


def _both_right(request: HttpRequest, form: TwoCodesForm, user: User, phone: str) -> bool:
    """Check both codes; each wrong one is named."""
    try:
        guess = throttle.begin(Kind.CODE, account=phone_index(user.phone), request=request)
    except LockedError as error:
        form.add_error(None, f"{error}。")
        return False
    wrong = [
        name
        for name, purpose, number in (
            ("old_code", Purpose.OLD_PHONE, user.phone),
            ("new_code", Purpose.NEW_PHONE, phone),
        )
        if not check_code(purpose=purpose, phone=number, code=form.cleaned_data[name])
    ]
    if wrong:
        for name in wrong:
            form.add_error(name, WRONG_CODE)
        return False
    guess.succeeded()
    return True


def _changed(request: HttpRequest, user: User, phone: str) -> bool:
    """Change the phone, and tell both the old phone and the inbox."""
    old = user.phone
    try:
        with transaction.atomic():
            user.take_phone(phone)
            user.session_epoch += 1
            user.save(update_fields=["phone", "phone_index", "session_epoch"])
            record(Verb.PHONE_CHANGED, actor=user, request=request)
            notify(
                "phone_changed",
                key=f"phone-changed:{user.pk}:{user.session_epoch}",
                user_id=user.pk,
                phone=old,
                context={"phone": mask_phone(phone)},
                link=resolve_url("accounts:me"),
            )
    except IntegrityError:
        user.refresh_from_db()
        return False
    update_session_auth_hash(request, user)
    pending.drop(request)
    return True


def _present_is_right(request: HttpRequest, form: PasswordChangeForm, user: User) -> bool:
    """Compare the present password under the throttle."""
    kind = Kind.STAFF if user.is_staff else Kind.CITIZEN
    try:
        guess = throttle.begin(kind, account=user.phone_index, request=request)
    except LockedError as error:
        form.add_error("present", str(error))
        return False
    if user.check_password(form.cleaned_data["present"]):
        guess.succeeded()
        return True
    form.add_error("present", "现在的密码不对")
    return False
