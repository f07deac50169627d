"""Secret keys: 32 random bytes in URL-safe base64, given by the operator or made and kept on a machine of
one's own.
"""

import base64
import contextlib
import secrets
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

COMMAND = "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"


def check(key: str) -> None:
    """Raises ``ValueError`` for a key that cannot encrypt."""
    try:
        Fernet(key)
    except ValueError as error:
        raise ValueError("holds a key that is not 32 bytes in URL-safe base64 (44 characters)") from error


def kept(path: Path) -> str:
    """The key in the file at ``path``; where there is none, one is made that only its owner can read.

    A whole file is linked into place, so that two processes starting together end with the same key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent) as file:  # made with mode 600
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)) + b"\n")
            file.flush()
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(file.name)
    return path.read_text(encoding="ascii").strip()
