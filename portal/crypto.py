"""Encryption of personal data at rest, blind indexes to find it, masks to show it."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE_BYTES = 12
KEY_BYTES = 32
SHORTEST_SECRET = 32

_Given = TypeVar("_Given")
_Held = TypeVar("_Held")


class UnreadableError(Exception):
    """A stored value that no configured key opens: changed, moved or encrypted elsewhere."""


@lru_cache(maxsize=8)
def _parse_key(setting: str) -> tuple[str, bytes]:
    """Read "id:secret"; 32 bytes in base64 are the key itself, any longer text is hashed to one."""
    key_id, separator, secret = setting.partition(":")
    if not separator:
        key_id, secret = "1", setting
    if len(secret) < SHORTEST_SECRET:
        raise ImproperlyConfigured("an encryption key needs at least 32 characters")
    try:
        raw = base64.b64decode(secret.encode(), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raw = hashlib.sha256(secret.encode()).digest()
    return key_id, raw


def _keys() -> dict[str, bytes]:
    """Return the keys that may open a value, by id; the present one first."""
    older: list[str] = list(getattr(settings, "OLD_FIELD_KEYS", []))
    return dict(_parse_key(setting) for setting in [settings.FIELD_KEY, *older])


def encrypt(plain: str, *, context: str) -> str:
    """Encrypt with AES-256-GCM; the context (where the value belongs) must be the same to open."""
    key_id, key = _parse_key(settings.FIELD_KEY)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), context.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, context: str) -> str:
    """Open what `encrypt` made, or raise UnreadableError."""
    key_id, _, body = stored.partition(":")
    key = _keys().get(key_id)
    if key is None:
        raise UnreadableError("no key with this id is configured")
    try:
        raw = base64.b64decode(body, validate=True)
        opened = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise UnreadableError("the stored value does not open") from error
    return opened.decode()


def keyed_digest(value: str, *, purpose: str) -> str:
    """Return the HMAC-SHA256 of a value under a key of its own for this purpose, as hex."""
    if len(settings.INDEX_KEY) < SHORTEST_SECRET:
        raise ImproperlyConfigured("INDEX_KEY needs at least 32 characters")
    key = hmac.digest(settings.INDEX_KEY.encode(), purpose.encode(), "sha256")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def blind_index(value: str, *, purpose: str) -> str:
    """Return what stands beside an encrypted value to find it by: equal values, equal index."""
    return keyed_digest(value, purpose=f"index:{purpose}")


def _mask(value: str) -> str:
    """Keep the first three and the last four characters; of short values less, or nothing."""
    if len(value) <= 7:
        return "*" * len(value)
    if len(value) < 11:
        return f"{value[0]}{'*' * (len(value) - 3)}{value[-2:]}"
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"


def mask_id(number: str) -> str:
    """Return an identity number as people may see it: 370***********1234."""
    return _mask(number)


def mask_name(name: str) -> str:
    """Return a name as strangers may see it: 李*满, 李*."""
    last = name[-1] if len(name) > 2 else ""
    return f"{name[:1]}{'*' * (len(name) - 1 - len(last))}{last}"


def mask_phone(number: str) -> str:
    """Return a phone number as people may see it: 138****5678."""
    return _mask(number)


class _SealedField(models.TextField[_Given, _Held]):
    """A value that the database holds only encrypted, bound to its table and column."""

    def _context(self) -> str:
        """Name the place of the value, so that it cannot be copied to another column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what goes to the database."""
        if value is None:
            return None
        return encrypt(self._to_text(value), context=self._context())

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """Open what comes from the database."""
        if value is None:
            return None
        return self._from_text(decrypt(value, context=self._context()))

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every search but for emptiness: equal texts have unequal ciphertexts."""
        if lookup_name != "isnull":
            raise FieldError("an encrypted field cannot be searched; use its blind index")
        return super().get_lookup(lookup_name)

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class EncryptedTextField(_SealedField[str, str]):
    """Text that the database holds only encrypted."""


class EncryptedJSONField(_SealedField[Any, Any]):
    """A JSON value that the database holds only encrypted."""

    _pyi_private_set_type: Any  # how the type checker's plug-in learns what may be assigned

    def __init__(
        self,
        *args: Any,
        encoder: type[json.JSONEncoder] = DjangoJSONEncoder,
        decoder: Callable[[str], Any] = json.loads,
        **kwargs: Any,
    ) -> None:
        """Take the encoder of the values that go in; dates become ISO text by default."""
        self.encoder = encoder
        self.decoder = decoder
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave encoder and decoder out of migrations: the column does not know them."""
        return super().deconstruct()

    def to_python(self, value: Any) -> Any:
        """Values are already Python values."""
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """Give serializers the plain value."""
        return self.value_from_object(obj)

    def _to_text(self, value: Any) -> str:
        return json.dumps(value, cls=self.encoder, ensure_ascii=False)

    def _from_text(self, text: str) -> Any:
        return self.decoder(text)
