"""How phone and password are compared, and whose session goes on."""

from datetime import timedelta

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from portal import clock
from portal.accounts import policy
from portal.accounts.models import User

BACKEND = "portal.accounts.backends.PhoneBackend"


class PhoneBackend(BaseBackend):
    """Phone and password; an unknown phone costs the same time as a wrong password."""

    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        phone: str | None = None,
        password: str | None = None,
        staff: bool = False,
    ) -> User | None:
        """Return the user of these credentials, or None."""
        if phone is None or password is None:
            return None
        user = User.objects.by_phone(phone, staff=staff)
        if user is None or not user.has_usable_password():
            make_password(password)
            return None
        if not user.check_password(password) or not user.may_enter(clock.today()):
            return None
        return user

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session; whoever has left or was closed is nobody."""
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user is not None and user.may_enter(clock.today()) else None


def password_is_too_old(user: User) -> bool:
    """Say whether a member of staff has to set a new password first."""
    changed = user.password_changed_at
    age = timedelta(days=policy.STAFF_PASSWORD_DAYS)
    return changed is None or clock.now() - changed > age
