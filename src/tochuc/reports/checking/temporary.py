"""Files under work, on disk for some hours, encrypted with a key that only the sender's browser holds.

Whoever has the disk and the database reads nothing of them, and the server itself only while its user is there.
A file is of use to nobody once its key is gone; `sweep` removes it when its time is over. It is found by the digest
of its content together with the key, so no record has to say where it lies.
"""

from __future__ import annotations

import hmac
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

HOURS = 8
MADE = ("content", "layout")
_NONCE = 12
_KEY_BYTES = 32
_PRIVATE = 0o600


def new_key() -> str:
    """A key as a cookie holds it."""
    return urlsafe_b64encode(AESGCM.generate_key(_KEY_BYTES * 8)).decode()


def is_key(text: str) -> bool:
    return _cipher(text) is not None


def write(digest: str, made: str, content: bytes, key: str) -> None:
    """Stores the content of the file with this digest, or what was made of it ("layout"). Raises ValueError."""
    cipher = _cipher(key)
    if cipher is None:
        raise ValueError("the key is none of ours")
    nonce = os.urandom(_NONCE)
    name = _name(digest, made, key)
    path = _folder() / name
    fresh = path.with_name(f"{name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as target:
        target.write(nonce + cipher.encrypt(nonce, content, name.encode()))
    fresh.replace(path)


def read(digest: str, made: str, key: str) -> bytes | None:
    """What was stored; None where its time is over, or the key is another."""
    cipher = _cipher(key)
    if cipher is None:
        return None
    name = _name(digest, made, key)
    path = _folder() / name
    if not path.is_file() or _is_over(path):
        return None
    box = path.read_bytes()
    try:
        return cipher.decrypt(box[:_NONCE], box[_NONCE:], name.encode())
    except InvalidTag:
        return None


def discard(digest: str, key: str) -> None:
    """Deletes a file and what was made of it."""
    if is_key(key):
        for made in MADE:
            (_folder() / _name(digest, made, key)).unlink(missing_ok=True)


def sweep() -> None:
    """Deletes what is over; every upload does so first."""
    for path in _folder().iterdir():
        if _is_over(path):
            path.unlink(missing_ok=True)


def _is_over(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > HOURS * 3600
    except FileNotFoundError:  # somebody else's sweep was faster
        return False


def _name(digest: str, made: str, key: str) -> str:
    """Tells nobody without the key which document it is."""
    return hmac.digest(key.encode(), f"{made}:{digest}".encode(), "sha256").hex()


def _folder() -> Path:
    path = Path(settings.DATA_DIR) / "checks"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _cipher(text: str) -> AESGCM | None:
    try:
        key = urlsafe_b64decode(text)
    except ValueError:
        return None
    return AESGCM(key) if len(key) == _KEY_BYTES else None
