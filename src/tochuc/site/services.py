"""Addresses of services, as they stand in ``DATABASE_URL`` and ``TOCHUC_EMAIL_URL``, read into Django's
settings.

Errors are ``ValueError`` with a sentence that says what to write instead; it never repeats the address, which
may hold a password.
"""

from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = "; ".join(
    f"PRAGMA {pragma}"
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "cache_size = -65536",  # KiB
        "mmap_size = 268435456",
        "temp_store = MEMORY",
    )
)
SQLITE_BUSY_SECONDS = 20
CONNECTION_SECONDS = 600
POSTGRESQL_OPTIONS = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name"}
)
EMAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtp+ssl": (465, False, True)}


def database(url: str) -> dict[str, Any]:
    """Django's ``DATABASES["default"]`` for ``sqlite:///path`` or
    ``postgresql://user:password@host:port/name``.
    """
    parts = _split(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ValueError("must begin with sqlite:/// or postgresql://")


def email(url: str) -> dict[str, Any]:
    """The ``EMAIL_*`` settings for ``console:`` or ``smtp[+tls|+ssl]://user:password@host:port``."""
    parts = _split(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in EMAIL_SCHEMES:
        raise ValueError("must be console: or begin with smtp://, smtp+tls:// or smtp+ssl://")
    if not parts.hostname:
        raise ValueError(
            "names no mail server; write for example smtp+tls://user:password@mail.example.vn:587"
        )
    port, tls, ssl = EMAIL_SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 20,
    }


def _split(url: str) -> SplitResult:
    """``urlsplit`` with its port checked, which is otherwise only parsed when somebody asks for it."""
    parts = urlsplit(url)
    try:
        _ = parts.port
    except ValueError as error:
        raise ValueError("has a port that is not a number between 0 and 65535") from error
    return parts


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or not path:
        raise ValueError(
            "must name a file: sqlite:///relative/file.sqlite3 or sqlite:////absolute/file.sqlite3"
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction that will write takes the lock at its start: upgrading a read lock half-way fails
            # at once when another writer got there first, whatever the time-out.
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    """A socket directory may be given as ``?host=/path``, as libpq writes it."""
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    name = unquote(parts.path).strip("/")
    if unknown := sorted(query.keys() - POSTGRESQL_OPTIONS):
        raise ValueError(f"has options that are not understood: {', '.join(unknown)}")
    if not name:
        raise ValueError("names no database; write for example postgresql://user:password@host:5432/tochuc")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        # Every thread of the server keeps its connection: with a fixed number of threads that is the pool.
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
