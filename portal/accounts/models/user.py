"""Who logs in, and which roles a member of staff holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from portal import clock
from portal.accounts.identifiers import validate_phone
from portal.crypto import EncryptedTextField, blind_index, mask_phone
from portal.workflow.roles import OUTSIDERS, Role

STAFF_ROLES = tuple(role for role in Role if role not in OUTSIDERS and role != Role.SYSTEM)
OFFICELESS_ROLES = (Role.ADMINISTRATOR, Role.AUDITOR)


def index_of_phone(phone: str, *, staff: bool) -> str:
    """Return the blind index: staff and citizens log in apart, also with the same phone."""
    return blind_index(phone, purpose="phone:staff" if staff else "phone:citizen")


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by phone."""

    def create_user(
        self, *, phone: str, name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make the account of a citizen; without a password it is entered by code."""
        user = self.model(name=name, **fields)
        user.take_phone(validate_phone(phone))
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_staff(
        self, *, phone: str, name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make the account of a member of staff of an office, still without any role."""
        return self.create_user(phone=phone, name=name, password=password, is_staff=True, **fields)

    def by_phone(self, phone: str, *, staff: bool = False) -> "User | None":
        """Return the account with this phone, or None."""
        return self.filter(phone_index=index_of_phone(phone, staff=staff)).first()


class User(AbstractBaseUser):
    """A citizen or a member of staff; never both in one account."""

    phone = EncryptedTextField("手机号")
    phone_index = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField("姓名", max_length=60)
    is_staff = models.BooleanField("工作人员", default=False, editable=False)
    office = models.ForeignKey(
        "offices.Office",
        verbose_name="所在机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
    )
    is_active = models.BooleanField("可以登录", default=True)
    leaves_on = models.DateField(
        "离岗日", null=True, blank=True, help_text="从这一天起不再有任何权限，也不能登录。"
    )
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    password_changed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField("建立时间", default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "phone_index"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name, for those who ask in Django's manner."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name, for the head of the admin pages."""
        return self.name

    @property
    def masked_phone(self) -> str:
        """Return the phone as it is shown."""
        return mask_phone(self.phone)

    def take_phone(self, phone: str) -> None:
        """Set a checked phone together with its index."""
        self.phone = phone
        self.phone_index = index_of_phone(phone, staff=self.is_staff)

    def set_password(self, raw_password: str | None) -> None:
        """Set the password and remember when; None makes password log-in impossible."""
        super().set_password(raw_password)
        self.password_changed_at = clock.now() if raw_password else None

    def may_enter(self, on: date) -> bool:
        """Say whether the account is open on this day; the leaving day is the first without."""
        return self.is_active and (self.leaves_on is None or on < self.leaves_on)

    def roles(self, on: date) -> frozenset[Role]:
        """Return the roles of staff on a day at the own office; kept for this object's life."""
        known: dict[date, frozenset[Role]] = self.__dict__.setdefault("_roles", {})
        if on not in known:
            known[on] = self._granted(on) if self.is_staff and self.may_enter(on) else frozenset()
        return known[on]

    def _granted(self, on: date) -> frozenset[Role]:
        """Read the grants; what another office granted ended with the move."""
        here = Q(office=None) | Q(office=self.office_id)
        grants = self.grants.filter(valid_on(on)).filter(here)
        return frozenset(Role(role) for role in grants.values_list("role", flat=True))

    def has_role(self, *roles: Role) -> bool:
        """Say whether one of these roles is held today."""
        return not self.roles(clock.today()).isdisjoint(roles)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's question, asked by the admin: administrators may, all others may not."""
        return self.has_role(Role.ADMINISTRATOR)

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        """The same for several."""
        return self.has_role(Role.ADMINISTRATOR)

    def has_module_perms(self, app_label: str) -> bool:
        """The same for a part of the admin."""
        return self.has_role(Role.ADMINISTRATOR)

    def get_session_auth_hash(self) -> str:
        """Bind sessions to password and epoch: raising the epoch ends every session."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterable[str]:
        """No older secrets are honoured."""
        return ()

    def _session_hash(self, secret: str | None) -> str:
        salt = "portal.accounts.models.User.session"
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


def valid_on(on: date) -> Q:
    """Return the condition that from_on and to_on (the last day) hold this day between them."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


class RoleGrant(models.Model):
    """A role given to a member of staff by somebody else, at one office, for a time."""

    user = models.ForeignKey(
        User, verbose_name="工作人员", on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField(
        "角色", max_length=20, choices=[(r.value, r.label) for r in STAFF_ROLES]
    )
    office = models.ForeignKey(
        "offices.Office",
        verbose_name="机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="系统管理员和审计员可以不属于某一机构，其他角色必填。",
    )
    from_on = models.DateField("自", default=clock.today)
    to_on = models.DateField("至", null=True, blank=True, help_text="最后一天；空着就是一直有效。")
    granted_by = models.ForeignKey(
        User,
        verbose_name="授权人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    granted_at = models.DateTimeField("授权时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = "角色授权"
        verbose_name_plural = "角色授权"
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "role"], name="grant_user_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")),
                name="grant_by_another_person",
                violation_error_message="不能给自己授权，请由另一位系统管理员办理。",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="grant_ends_after_it_begins",
                violation_error_message="截止日不能早于起始日。",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False) | Q(role__in=[str(r) for r in OFFICELESS_ROLES]),
                name="grant_at_one_office",
                violation_error_message="这个角色必须写明机构。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def clean(self) -> None:
        """Grants are for staff, at the office where the person works."""
        super().clean()
        if not self.user_id:
            return
        if not self.user.is_staff:
            raise ValidationError("只能给工作人员授权。")
        if self.office_id and self.office_id != self.user.office_id:
            raise ValidationError({"office": "请填这位工作人员现在所在的机构。"})
