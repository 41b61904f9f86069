"""Administrators' pages for accounts of staff and their roles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from portal import clock
from portal.accounts import second_factor
from portal.accounts.identifiers import validate_phone
from portal.accounts.models import RoleGrant, User
from portal.accounts.models.user import index_of_phone
from portal.audit.admin import AuditedAdmin
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.crypto import mask_phone
from portal.notifications.send import notify


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account of staff: the phone is checked, and written only when it is typed anew."""

    new_phone = forms.CharField(
        label="手机号", max_length=30, help_text="用来登录和接收验证码；填写后旧号码不能再登录。"
    )

    class Meta:
        model = User
        fields = ("name", "office", "is_active", "leaves_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a phone of new accounts only."""
        super().__init__(*args, **kwargs)
        self.fields["office"].required = True
        if self.instance.pk:
            field = self.fields["new_phone"]
            field.required = False
            field.label = f"换手机号（现在 {self.instance.masked_phone}）"

    def clean_new_phone(self) -> str:
        """Return the checked phone, which no other member of staff may have."""
        raw = self.cleaned_data["new_phone"]
        if not raw:
            return ""
        try:
            phone = validate_phone(raw)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        index = index_of_phone(phone, staff=True)
        if User.objects.filter(phone_index=index).exclude(pk=self.instance.pk).exists():
            raise ValidationError("这个号码已有工作人员账号")
        return phone


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A role given to somebody else."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "office", "from_on", "to_on")

    giver: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer staff only."""
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            choices = User.objects.filter(is_staff=True).select_related("office")
            self.fields["user"].queryset = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a grant to oneself: it needs a second person."""
        values = super().clean() or {}
        target = values.get("user") or getattr(self.instance, "user", None)
        if target == self.giver:
            raise ValidationError("不能给自己授权或改自己的授权，请由另一位系统管理员办理。")
        if self.instance.pk is None:
            self.instance.granted_by = self.giver
        return values


@admin.register(User)
class StaffAdmin(AuditedAdmin):
    """Accounts of staff; citizens never appear here."""

    form = StaffForm
    list_display = ("name", "shown_phone", "office", "is_active", "leaves_on", "shown_roles")
    list_filter = ("office", "is_active")
    search_fields = ("name",)
    ordering = ("office", "name")
    actions = ("reset_second_factor", "end_sessions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Staff only."""
        return User.objects.filter(is_staff=True).select_related("office").order_by("office", "id")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """The phone is typed, never shown."""
        return ["name", "new_phone", "office", "is_active", "leaves_on"]

    @admin.display(description="手机号")
    def shown_phone(self, user: User) -> str:
        """Return the masked phone."""
        return mask_phone(user.phone)

    @admin.display(description="今天的角色")
    def shown_roles(self, user: User) -> str:
        """Return what the person may do today."""
        return "、".join(role.label for role in sorted(user.roles(clock.today()))) or "无"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Write the phone and end the sessions of whoever may no longer enter."""
        obj.is_staff = True
        phone = form.cleaned_data.get("new_phone")
        if phone:
            obj.take_phone(phone)
        if not change:
            obj.set_password(None)
        elif form.changed_data:
            obj.session_epoch += 1
        super().save_model(request, obj, form, change)
        if not change:
            notify(
                "staff_account",
                key=f"staff-account:{obj.pk}",
                phone=obj.phone,
                context={"name": obj.name},
                channels=("sms",),
            )

    @admin.action(description="重置动态口令（下次登录重新绑定）")
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Forget the authenticators of the chosen people, never one's own."""
        for user in self._others(request, queryset):
            second_factor.reset(user)
            self._end_sessions(user)
            record(
                Verb.SECOND_FACTOR_RESET,
                actor=request.user,
                target=f"accounts.user {user.pk}",
                request=request,
            )

    @admin.action(description="结束所有登录")
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Log the chosen people out everywhere."""
        for user in self._others(request, queryset):
            self._end_sessions(user)
            record(
                Verb.LOGOUT_EVERYWHERE,
                actor=request.user,
                target=f"accounts.user {user.pk}",
                request=request,
            )

    def _others(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return the chosen people without oneself."""
        others = [user for user in queryset if user != request.user]
        self.message_user(request, f"已处理 {len(others)} 人。", messages.SUCCESS)
        if len(others) < len(queryset):
            self.message_user(request, "不能处理自己的账号。", messages.WARNING)
        return others

    def _end_sessions(self, user: User) -> None:
        """Raise the epoch."""
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])


@admin.register(RoleGrant)
class RoleGrantAdmin(AuditedAdmin):
    """Roles of staff: given by another person, ended by a date, never deleted."""

    form = GrantForm
    list_display = ("user", "role", "office", "from_on", "to_on", "granted_by")
    list_filter = ("role", "office")
    list_select_related = ("user", "office", "granted_by")
    search_fields = ("user__name",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form who gives."""
        form = super().get_form(request, obj, change, **kwargs)
        form.giver = request.user  # type: ignore[attr-defined]
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A grant that exists can only be ended: whom and what it names is history."""
        return ("user", "role", "office", "from_on") if obj else ()
