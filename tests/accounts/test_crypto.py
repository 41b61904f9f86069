"""Encryption at rest, blind indexes, masks."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.identities import identity_for
from portal.accounts.models import Identity
from portal.crypto import UnreadableError, blind_index, decrypt, encrypt, mask_id, mask_phone

NUMBER = "11010519491231002X"


@given(plain=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_encrypted_opens_again(plain: str) -> None:
    stored = encrypt(plain, context="a")
    assert decrypt(stored, context="a") == plain
    assert len(plain) < 4 or plain not in stored


def test_the_same_text_is_never_the_same_twice() -> None:
    assert encrypt(NUMBER, context="a") != encrypt(NUMBER, context="a")


def test_a_value_does_not_open_in_another_place() -> None:
    with pytest.raises(UnreadableError):
        decrypt(encrypt(NUMBER, context="a"), context="b")


@pytest.mark.parametrize("change", [lambda s: s[:-4] + "AAAA", lambda s: "9" + s, lambda s: "x"])
def test_a_changed_value_does_not_open(change) -> None:
    with pytest.raises(UnreadableError):
        decrypt(change(encrypt(NUMBER, context="a")), context="a")


def test_an_older_key_still_opens_and_new_values_take_the_new_one(settings) -> None:
    settings.FIELD_KEY = "1:" + "a" * 40
    old = encrypt(NUMBER, context="a")
    settings.OLD_FIELD_KEYS = ["1:" + "a" * 40]
    settings.FIELD_KEY = "2:" + "b" * 40
    assert decrypt(old, context="a") == NUMBER
    assert encrypt(NUMBER, context="a").startswith("2:")
    settings.OLD_FIELD_KEYS = []
    with pytest.raises(UnreadableError):
        decrypt(old, context="a")


def test_short_keys_are_refused(settings) -> None:
    settings.FIELD_KEY = "short"
    with pytest.raises(ImproperlyConfigured):
        encrypt(NUMBER, context="a")


def test_the_index_depends_on_value_purpose_and_key(settings) -> None:
    first = blind_index(NUMBER, purpose="identity")
    assert first == blind_index(NUMBER, purpose="identity")
    assert first != blind_index(NUMBER, purpose="phone")
    assert first != blind_index(NUMBER[:-1], purpose="identity")
    settings.INDEX_KEY = "33" * 32
    assert first != blind_index(NUMBER, purpose="identity")


def test_masks_keep_three_and_four() -> None:
    assert mask_id(NUMBER) == "110***********002X"
    assert mask_phone("13805370001") == "138****0001"
    assert mask_id("1234567") == "*******"
    assert mask_id("E1234567") == "E*****67"
    assert mask_id("H1234567801") == "H12****7801"


@pytest.mark.django_db
def test_the_number_is_unreadable_in_the_table() -> None:
    identity_for(kind="resident_id", number=NUMBER, name="王建国")
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_identity::text FROM accounts_identity")
        assert NUMBER not in cursor.fetchone()[0]
    assert Identity.objects.get().number == NUMBER
    assert Identity.objects.get().masked_number == "110***********002X"


@pytest.mark.django_db
def test_searching_an_encrypted_field_is_an_error() -> None:
    with pytest.raises(FieldError):
        Identity.objects.filter(number=NUMBER).exists()


@pytest.mark.django_db
def test_one_number_is_one_identity_and_keeps_its_first_name() -> None:
    first = identity_for(kind="resident_id", number=NUMBER, name="王建国")
    again = identity_for(kind="resident_id", number="110105 19491231 002x", name="冒名者")
    assert first == again
    assert again.name == "王建国"
    assert identity_for(kind="passport", number=NUMBER[:15], name="王建国") != first


@pytest.mark.django_db
def test_a_wrong_number_makes_no_identity() -> None:
    with pytest.raises(ValueError, match="校验位"):
        identity_for(kind="resident_id", number="110105194912310021", name="王建国")
    assert not Identity.objects.exists()
