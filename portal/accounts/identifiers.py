"""Numbers of persons and organisations: read, checked by kind, and asked for birthday and sex."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from portal import clock


class IdentityKind(StrEnum):
    """What a number is; the Chinese word stands in KIND_LABELS."""

    RESIDENT_ID = "resident_id"
    HMT_PERMIT = "hmt_permit"
    TRAVEL_PERMIT = "travel_permit"
    FOREIGN_PERMANENT = "foreign_permanent"
    PASSPORT = "passport"
    CREDIT_CODE = "credit_code"

    @property
    def label(self) -> str:
        """Return the Chinese word that people read."""
        return KIND_LABELS[self]


KIND_LABELS: dict[IdentityKind, str] = {
    IdentityKind.RESIDENT_ID: "居民身份证",
    IdentityKind.HMT_PERMIT: "港澳台居民居住证",
    IdentityKind.TRAVEL_PERMIT: "港澳台居民来往内地（大陆）通行证",
    IdentityKind.FOREIGN_PERMANENT: "外国人永久居留身份证",
    IdentityKind.PASSPORT: "护照",
    IdentityKind.CREDIT_CODE: "统一社会信用代码",
}
PERSON_KINDS = tuple(kind for kind in IdentityKind if kind != IdentityKind.CREDIT_CODE)

OLDEST = 120
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55))
    for code in codes
) | {"61", "62", "63", "64", "65", "71", "81", "82", "83", "91"}
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
MOBILE = re.compile(r"1[3-9]\d{9}")


def normalise(raw: str) -> str:
    """Return the number in half-width capitals without spaces, hyphens or dots between."""
    folded = unicodedata.normalize("NFKC", raw)
    return re.sub(r"[\s\-‐-―·.]", "", folded).upper()


def validate_identity_number(kind: IdentityKind | str, raw: str) -> str:
    """Return the normalised number, or raise ValueError with the sentence for the person."""
    number = normalise(raw)
    if not number:
        raise ValueError("请填写证件号码")
    _CHECKS[IdentityKind(kind)](number)
    return number


def validate_phone(raw: str) -> str:
    """Return a mobile number of the mainland as eleven digits, or raise ValueError."""
    number = normalise(raw).removeprefix("+")
    if len(number) == 13 and number.startswith("86"):
        number = number[2:]
    if not MOBILE.fullmatch(number) or not number.isascii():
        raise ValueError("手机号应是 11 位数字，例如 138 1234 5678")
    return number


def area_is_unusual(number: str) -> bool:
    """Say whether the area of an 18-digit number is none that was ever given: a hint, no bar."""
    return number[:2] not in PROVINCES


def carries_birth(kind: IdentityKind | str, number: str) -> bool:
    """Say whether a checked number tells birthday and sex: 18 digits do, older cards do not."""
    return IdentityKind(kind) in _EIGHTEEN_DIGITS and len(number) == 18


def birthday(kind: IdentityKind | str, number: str) -> date | None:
    """Return the date of birth that a number carries, or None where it carries none."""
    if not carries_birth(kind, number):
        return None
    digits = number[6:14]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def gender(kind: IdentityKind | str, number: str) -> str:
    """Return 男 or 女 from the last digit of the sequence, or nothing where there is none."""
    if not carries_birth(kind, number):
        return ""
    return "男" if int(number[16]) % 2 else "女"


def check_character(first_seventeen: str) -> str:
    """Return the last character of an 18-digit personal number (GB 11643)."""
    total = sum(int(d) * w for d, w in zip(first_seventeen, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def credit_check_character(first_seventeen: str) -> str:
    """Return the last character of a unified social credit code (GB 32100)."""
    values = (CREDIT_ALPHABET.index(c) for c in first_seventeen)
    total = sum(v * w for v, w in zip(values, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def _check_eighteen(number: str) -> None:
    """Refuse what is no 18-character number with a past date and the right last character."""
    if len(number) == 15 and number.isdigit():
        raise ValueError("这是 15 位的旧号码，请填写现在身份证上的 18 位号码")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise ValueError(f"号码应是 18 位，现在是 {len(number)} 位，请对照证件再填一次")
    born = birthday(IdentityKind.RESIDENT_ID, number)
    today = clock.today()
    if born is None or born > today:
        raise ValueError("号码里的出生日期（第 7 至 14 位）不对，请对照证件再填一次")
    if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) > OLDEST:
        raise ValueError("号码里的出生年份太早，请对照证件再填一次")
    if check_character(number[:17]) != number[17]:
        raise ValueError("号码有一位填错了（校验位对不上），请对照证件再填一次")


def _check_resident_id(number: str) -> None:
    """Refuse numbers of the other two kinds of 18-digit cards."""
    if number[:2] in {"81", "82", "83"} or number[:1] == "9":
        raise ValueError("这不是居民身份证号码，请在上面改选证件类型")
    _check_eighteen(number)


def _check_hmt_permit(number: str) -> None:
    """Take residence permits of people from Hong Kong, Macao and Taiwan only."""
    if number[:2] not in {"81", "82", "83"}:
        raise ValueError("港澳台居民居住证号码以 81、82 或 83 开头")
    _check_eighteen(number)


def _check_foreign_permanent(number: str) -> None:
    """Take the card of 2023 (18 digits from 9) and the older one (three letters, 12 digits)."""
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return
    if number[:1] != "9":
        raise ValueError("外国人永久居留身份证号码是 9 开头的 18 位，或三个字母加 12 位数字")
    _check_eighteen(number)


def _check_travel_permit(number: str) -> None:
    """Take H or M with 8 or 10 digits, and 8 or 10 digits for people from Taiwan."""
    if not re.fullmatch(r"[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}(?:[0-9]{2})?", number):
        raise ValueError("通行证号码是 H 或 M 加 8 位数字（港澳），或 8 位数字（台湾）")


def _check_passport(number: str) -> None:
    """Take what passports of the world have in common."""
    if not re.fullmatch(r"[A-Z0-9]{5,15}", number):
        raise ValueError("护照号码应是 5 至 15 位字母和数字")


def _check_credit_code(number: str) -> None:
    """Take 18 characters of the code's alphabet with the right last one, whatever the first."""
    if len(number) != 18:
        raise ValueError(f"统一社会信用代码应是 18 位，现在是 {len(number)} 位")
    if any(c not in CREDIT_ALPHABET for c in number):
        raise ValueError("统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z，请再核对")
    if credit_check_character(number[:17]) != number[17]:
        raise ValueError("代码有一位填错了（校验位对不上），请对照营业执照再填一次")


_EIGHTEEN_DIGITS = frozenset(
    {IdentityKind.RESIDENT_ID, IdentityKind.HMT_PERMIT, IdentityKind.FOREIGN_PERMANENT}
)
_CHECKS: dict[IdentityKind, Callable[[str], None]] = {
    IdentityKind.RESIDENT_ID: _check_resident_id,
    IdentityKind.HMT_PERMIT: _check_hmt_permit,
    IdentityKind.TRAVEL_PERMIT: _check_travel_permit,
    IdentityKind.FOREIGN_PERMANENT: _check_foreign_permanent,
    IdentityKind.PASSPORT: _check_passport,
    IdentityKind.CREDIT_CODE: _check_credit_code,
}
