"""Numbers of persons and organisations; the codes here belong to nobody (unused areas)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.identifiers import (
    CREDIT_ALPHABET,
    IdentityKind,
    area_is_unusual,
    birthday,
    carries_birth,
    check_character,
    credit_check_character,
    gender,
    validate_identity_number,
    validate_phone,
)
from portal.accounts.nationalities import foreign, nationality_name

RESIDENT = IdentityKind.RESIDENT_ID
TODAY = date(2026, 11, 24)


def number(area: str = "379999", born: str = "19900307", sequence: str = "001") -> str:
    """Return a number with the right last character."""
    first = f"{area}{born}{sequence}"
    return first + check_character(first)


def test_the_example_of_the_standard() -> None:
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


def test_the_example_of_the_credit_code_standard() -> None:
    assert credit_check_character("91350100M000100Y4") == "3"


@given(
    born=st.dates(date(1907, 1, 1), date(2026, 11, 24)),
    area=st.integers(100_000, 659_999),
    sequence=st.integers(0, 999),
)
def test_every_well_formed_number_is_taken(born: date, area: int, sequence: int) -> None:
    whole = number(str(area), f"{born:%Y%m%d}", f"{sequence:03}")
    assert validate_identity_number(RESIDENT, whole) == whole
    assert birthday(RESIDENT, whole) == born
    assert gender(RESIDENT, whole) == ("男" if sequence % 2 else "女")


@given(
    born=st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    position=st.integers(0, 16),
    step=st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(born: date, position: int, step: int) -> None:
    whole = number(born=f"{born:%Y%m%d}")
    digit = (int(whole[position]) + step) % 10
    with pytest.raises(ValueError, match=r"再填|证件类型"):
        validate_identity_number(RESIDENT, f"{whole[:position]}{digit}{whole[position + 1 :]}")


@given(position=st.integers(0, 16))
def test_two_neighbours_exchanged_are_found(position: int) -> None:
    whole = number(born="19870519", sequence="268")
    swapped = list(whole)
    swapped[position], swapped[position + 1] = swapped[position + 1], swapped[position]
    if "".join(swapped) != whole:
        with pytest.raises(ValueError, match=r".+"):
            validate_identity_number(RESIDENT, "".join(swapped))


@given(raw=st.text(max_size=40), kind=st.sampled_from(list(IdentityKind)))
def test_whatever_is_typed_gives_a_number_or_a_sentence(raw: str, kind: IdentityKind) -> None:
    words = ""
    try:
        whole = validate_identity_number(kind, raw)
    except ValueError as error:
        words = str(error)
    else:
        assert validate_identity_number(kind, whole) == whole
        return
    assert words
    assert len(raw.strip()) < 5 or raw.strip() not in words


def test_spaces_full_width_and_small_x_are_mended() -> None:
    assert (
        validate_identity_number(RESIDENT, " １１０１０５ 19491231 002x ") == "11010519491231002X"
    )


@pytest.mark.parametrize(
    ("born", "fine"),
    [("20261124", True), ("20261125", False), ("19061124", True), ("19051124", False)],
)
def test_birth_is_not_in_the_future_and_not_beyond_120_years(born: str, fine: bool) -> None:
    if fine:
        assert validate_identity_number(RESIDENT, number(born=born))
    else:
        with pytest.raises(ValueError, match="出生"):
            validate_identity_number(RESIDENT, number(born=born))


@pytest.mark.parametrize("born", ["19900230", "19901301", "20230229", "00000000"])
def test_a_day_that_never_was_is_refused(born: str) -> None:
    with pytest.raises(ValueError, match="出生日期"):
        validate_identity_number(RESIDENT, number(born=born))


def test_a_leap_day_is_a_day() -> None:
    assert validate_identity_number(RESIDENT, number(born="20000229"))


def test_fifteen_digits_get_their_own_sentence() -> None:
    with pytest.raises(ValueError, match="15 位的旧号码"):
        validate_identity_number(RESIDENT, "370811900307001")


def test_an_abolished_area_is_taken_and_an_unknown_one_only_hinted() -> None:
    assert validate_identity_number(RESIDENT, number("510202"))
    assert not area_is_unusual(number("510202"))
    assert validate_identity_number(RESIDENT, number("999999"[:0] + "290000"))
    assert area_is_unusual(number("290000"))


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_are_a_kind_of_their_own(area: str) -> None:
    whole = number(area)
    assert validate_identity_number(IdentityKind.HMT_PERMIT, whole) == whole
    assert birthday(IdentityKind.HMT_PERMIT, whole) == date(1990, 3, 7)
    with pytest.raises(ValueError, match="证件类型"):
        validate_identity_number(RESIDENT, whole)


def test_cards_of_foreigners_old_and_new() -> None:
    kind = IdentityKind.FOREIGN_PERMANENT
    assert validate_identity_number(kind, number("911370"))
    assert validate_identity_number(kind, "usa370019900307") == "USA370019900307"
    with pytest.raises(ValueError, match="9 开头"):
        validate_identity_number(kind, number())
    with pytest.raises(ValueError, match="证件类型"):
        validate_identity_number(RESIDENT, number("911370"))


@given(
    born=st.dates(date(1907, 1, 1), date(2026, 11, 24)),
    area=st.integers(0, 99_999),
    sequence=st.integers(0, 999),
)
def test_the_new_card_of_foreigners_carries_birthday_and_sex(
    born: date, area: int, sequence: int
) -> None:
    kind = IdentityKind.FOREIGN_PERMANENT
    whole = number(f"9{area:05}", f"{born:%Y%m%d}", f"{sequence:03}")
    assert validate_identity_number(kind, whole) == whole
    assert carries_birth(kind, whole)
    assert birthday(kind, whole) == born
    assert gender(kind, whole) == ("男" if sequence % 2 else "女")


@given(whole=st.from_regex(r"\A[A-Z]{3}[0-9]{12}\Z"))
def test_the_older_card_of_foreigners_carries_neither(whole: str) -> None:
    kind = IdentityKind.FOREIGN_PERMANENT
    assert validate_identity_number(kind, whole.lower()) == whole
    assert not carries_birth(kind, whole)
    assert birthday(kind, whole) is None
    assert gender(kind, whole) == ""


@given(
    born=st.dates(date(1907, 1, 1), date(2026, 11, 24)),
    area=st.sampled_from(["81", "82", "83"]),
    rest=st.integers(0, 9999),
    sequence=st.integers(0, 999),
)
def test_every_residence_permit_is_taken_and_tells_birthday_and_sex(
    born: date, area: str, rest: int, sequence: int
) -> None:
    kind = IdentityKind.HMT_PERMIT
    whole = number(f"{area}{rest:04}", f"{born:%Y%m%d}", f"{sequence:03}")
    assert validate_identity_number(kind, whole) == whole
    assert birthday(kind, whole) == born
    assert gender(kind, whole) == ("男" if sequence % 2 else "女")


@given(
    kind=st.sampled_from([IdentityKind.HMT_PERMIT, IdentityKind.FOREIGN_PERMANENT]),
    position=st.integers(2, 16),
    step=st.integers(1, 9),
)
def test_one_wrong_digit_is_found_on_the_other_cards_too(
    kind: IdentityKind, position: int, step: int
) -> None:
    whole = number("810000" if kind == IdentityKind.HMT_PERMIT else "911370")
    digit = (int(whole[position]) + step) % 10
    with pytest.raises(ValueError, match="再填"):
        validate_identity_number(kind, f"{whole[:position]}{digit}{whole[position + 1 :]}")


@given(whole=st.from_regex(r"\A(?:[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}(?:[0-9]{2})?)\Z"))
def test_every_travel_permit_is_taken_and_carries_no_birthday(whole: str) -> None:
    assert validate_identity_number(IdentityKind.TRAVEL_PERMIT, whole) == whole
    assert birthday(IdentityKind.TRAVEL_PERMIT, whole) is None


@given(whole=st.from_regex(r"\A[A-Z0-9]{5,15}\Z"))
def test_every_passport_is_taken_and_carries_no_birthday(whole: str) -> None:
    assert validate_identity_number(IdentityKind.PASSPORT, whole) == whole
    assert birthday(IdentityKind.PASSPORT, whole) is None
    assert gender(IdentityKind.PASSPORT, whole) == ""


@pytest.mark.parametrize("raw", ["A123", "E1234567890123456", "护照12345"])
def test_what_is_no_passport(raw: str) -> None:
    with pytest.raises(ValueError, match="护照号码"):
        validate_identity_number(IdentityKind.PASSPORT, raw)


def test_nationalities_are_those_of_foreigners_each_once() -> None:
    names = foreign()
    assert len(names) == 196
    assert len(set(names.values())) == 196
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in names)
    assert names["JPN"] == "日本"
    assert not {"CHN", "HKG", "MAC", "TWN"} & set(names)
    assert (nationality_name("CHN"), nationality_name("KOR")) == ("中国", "韩国")
    assert nationality_name("XXX") == "XXX"


@pytest.mark.parametrize("raw", ["H12345678", "M1234567801", "12345678", "1234567801"])
def test_travel_permits(raw: str) -> None:
    assert validate_identity_number(IdentityKind.TRAVEL_PERMIT, raw) == raw


@pytest.mark.parametrize("raw", ["", "X12345678", "H1234567"])
def test_what_is_no_travel_permit(raw: str) -> None:
    with pytest.raises(ValueError, match=r"请填写|通行证"):
        validate_identity_number(IdentityKind.TRAVEL_PERMIT, raw)


@given(first=st.text(alphabet=CREDIT_ALPHABET, min_size=17, max_size=17))
def test_credit_codes_of_any_first_character_are_taken(first: str) -> None:
    whole = first + credit_check_character(first)
    assert validate_identity_number(IdentityKind.CREDIT_CODE, whole.lower()) == whole


@given(
    first=st.text(alphabet=CREDIT_ALPHABET, min_size=17, max_size=17),
    position=st.integers(0, 16),
    step=st.integers(1, 30),
)
def test_one_wrong_character_of_a_credit_code_is_found(first, position: int, step: int) -> None:
    whole = first + credit_check_character(first)
    wrong = CREDIT_ALPHABET[(CREDIT_ALPHABET.index(whole[position]) + step) % 31]
    with pytest.raises(ValueError, match="填错"):
        validate_identity_number("credit_code", f"{whole[:position]}{wrong}{whole[position + 1 :]}")


@pytest.mark.parametrize("raw", ["91350100M000100Y4", "91350100M000100YI3"])
def test_short_codes_and_forbidden_letters_are_told(raw: str) -> None:
    with pytest.raises(ValueError, match=r"18 位|没有 I"):
        validate_identity_number(IdentityKind.CREDIT_CODE, raw)


@given(tail=st.integers(0, 10**9 - 1), second=st.integers(3, 9))
def test_every_mobile_range_is_taken(tail: int, second: int) -> None:
    raw = f"1{second}{tail:09}"
    for shape in (raw, f"+86 {raw[:3]} {raw[3:7]} {raw[7:]}", f"86{raw}", f"{raw[:3]}-{raw[3:]}"):
        assert validate_phone(shape) == raw


@pytest.mark.parametrize("raw", ["12345", "0537-2967777", "11800000000", "", "138005370001"])
def test_what_is_no_mobile(raw: str) -> None:
    with pytest.raises(ValueError, match="11 位"):
        validate_phone(raw)
