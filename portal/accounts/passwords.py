"""What a password must be: citizens by length and rarity, staff by 等保 in addition."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from portal.accounts import policy

KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")


def check_password_rules(password: str, *, staff: bool, phone: str = "", name: str = "") -> None:
    """Raise ValidationError with one clear sentence when the password will not do."""
    least = policy.STAFF_LEAST if staff else policy.CITIZEN_LEAST
    if len(password) < least:
        raise ValidationError(f"密码至少 {least} 位，现在是 {len(password)} 位")
    if len(password) > policy.LONGEST_PASSWORD:
        raise ValidationError(f"密码最多 {policy.LONGEST_PASSWORD} 位")
    kinds = sum(bool(re.search(kind, password)) for kind in KINDS)
    if staff and kinds < policy.STAFF_KINDS:
        raise ValidationError("密码要有大写字母、小写字母、数字、符号中的至少三种")
    if len(set(password)) < 4 or (phone and phone in password) or (name and password == name):
        raise ValidationError("这个密码太容易被猜到，请换一个")
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        raise ValidationError("这个密码太常见，容易被猜到，请换一个") from None
