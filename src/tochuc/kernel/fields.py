"""Model fields of the kernel: encrypted text, its keyed hash for exact search, keys for folding and sorting."""

from __future__ import annotations

import hmac
import os
from base64 import b64decode, b64encode, urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.conf import settings
from django.db import models

from tochuc.vi.fold import fold
from tochuc.vi.names import sort_key

_NONCE = 12


@lru_cache(maxsize=8)
def _cipher(key: str) -> AESGCM:
    return AESGCM(urlsafe_b64decode(key))


def seal(plain: bytes) -> bytes:
    """Encrypts under the current key (AES-256-GCM); the first byte says which of `FIELD_KEYS` opens it."""
    keys = settings.FIELD_KEYS
    nonce = os.urandom(_NONCE)
    return bytes([_key_id(keys[0])]) + nonce + _cipher(keys[0]).encrypt(nonce, plain, None)


def unseal(box: bytes) -> bytes:
    """The plain bytes; raises `KeyError` where the key is gone, `InvalidTag` where the box was altered."""
    failure: Exception = KeyError("none of FIELD_KEYS opens this value")
    for key in settings.FIELD_KEYS:
        if _key_id(key) == box[0]:
            try:
                return _cipher(key).decrypt(box[1 : 1 + _NONCE], box[1 + _NONCE :], None)
            except InvalidTag as error:  # two keys in 256 share their first byte: the other one may open it
                failure = error
    raise failure


def lookup_hash(text: str) -> str:
    """Keyed hash by which an encrypted value is found; its own key outlives the rotation of `FIELD_KEYS`."""
    return hmac.digest(settings.INDEX_KEY.encode(), text.encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _key_id(key: str) -> int:
    return sha256(urlsafe_b64decode(key)).digest()[0]


class EncryptedField(models.TextField[str, str]):
    """Text that stands encrypted in the database. `max_length` bounds the plain text, in forms."""

    def formfield(self, *args: Any, **options: Any) -> Any:
        """One line, although the column is as long as the cipher text."""
        return super().formfield(*args, **{"widget": forms.TextInput, **options})

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return b64encode(seal(value.encode())).decode() if value else value

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return unseal(b64decode(value)).decode() if value else value


class _FromSource(models.CharField[Any, Any]):
    """A column computed from another field at every write."""

    def __init__(self, *, source: str, **options: Any) -> None:
        self.source = source
        options.setdefault("editable", False)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def compute(self, value: str) -> str | None:
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.compute(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, value)
        return value


class LookupHashField(_FromSource):
    """`lookup_hash` of an encrypted field; empty values have none."""

    def __init__(self, *, source: str, **options: Any) -> None:
        super().__init__(source=source, **{"max_length": 64, "null": True, "db_index": True, **options})

    def compute(self, value: str) -> str | None:
        return lookup_hash(value) if value else None


class FoldedField(_FromSource):
    """The source without diacritics, for search."""

    def __init__(self, *, source: str, **options: Any) -> None:
        super().__init__(source=source, **{"max_length": 600, "default": "", "db_index": True, **options})

    def compute(self, value: str) -> str | None:
        return fold(value)


class NameKeyField(_FromSource):
    """Orders people by given name, as Vietnamese lists do."""

    def __init__(self, *, source: str, **options: Any) -> None:
        super().__init__(source=source, **{"max_length": 700, "default": "", "db_index": True, **options})

    def compute(self, value: str) -> str | None:
        return sort_key(value)
