"""What the operator sets: environment variables, read and checked once at start.

``load()`` names every mistake at once. A missing key is made and kept in the data directory, but only where
the site is for this machine alone (``TOCHUC_BASE_URL`` on the loopback, or ``TOCHUC_DEBUG``): a public site's
keys belong to its operator, who must be able to restore them together with the database.
"""

import difflib
import os
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NoReturn
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tochuc.site import keys, services

PREFIX = "TOCHUC_"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
MINIMUM_SECRET_LENGTH = 40
KEYS = ("secret_key", "field_keys", "index_key")

CommaSeparated = Annotated[list[str], NoDecode]


class BadEnvironment(Exception):
    """The variables as they stand cannot be used; ``problems`` has one sentence for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Environment(BaseSettings):
    """One attribute for each variable: upper case, with ``TOCHUC_`` before it, save ``DATABASE_URL``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    debug: bool = Field(
        default=False,
        description="Pages of errors with their cause and reloading of templates. Never for real data.",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000",
        description=(
            "The address people type. With https the cookies are secure and HSTS is sent; any host but this "
            "machine needs https."
        ),
    )
    allowed_hosts: CommaSeparated = Field(
        default=[],
        description=(
            "Further host names under which the site answers, separated by commas; the host of "
            "`TOCHUC_BASE_URL` always counts."
        ),
    )
    data_dir: Path = Field(
        default=Path("var"),
        description=(
            "The folder of everything that is kept outside the database: attachments, cache, static files, "
            "and the keys made on a machine of one's own."
        ),
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description=(
            "`sqlite:///file` or `postgresql://user:password@host:port/name`; empty: `tochuc.sqlite3` in the "
            "data directory."
        ),
    )
    secret_key: str = Field(
        default="",
        description=(
            "Signs sessions and links: at least 40 random characters. Changing it logs everybody out."
        ),
    )
    field_keys: CommaSeparated = Field(
        default=[],
        description=(
            "Keys that encrypt identity numbers and second factors, separated by commas: 32 bytes each in "
            "URL-safe base64. The first encrypts, all decrypt: to change the key, put a new one in front."
        ),
    )
    index_key: str = Field(
        default="",
        description=(
            "Key of the hash by which an encrypted number is found: 32 bytes in URL-safe base64. Changing it "
            "needs the hashes to be computed anew."
        ),
    )
    email_url: str = Field(
        default="console:",
        description=(
            "`console:` (written to the terminal; only on a machine of one's own) or `smtp://`, `smtp+tls://`, "
            "`smtp+ssl://` followed by `user:password@host:port`."
        ),
    )
    email_from: str = Field(default="tochuc@localhost", description="The sender of the site's messages.")
    time_zone: str = Field(default="Asia/Ho_Chi_Minh", description="An IANA time zone.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is written to the standard error stream."
    )
    upload_megabytes: int = Field(
        default=40, ge=1, le=1024, description="The largest file that may be sent in, in MiB."
    )
    proxy_header: bool = Field(
        default=False,
        description=(
            "Whether a reverse proxy in front sets `X-Forwarded-Proto` and `X-Forwarded-For`, replacing both. "
            "Switched on without one, anybody could pretend to come by https, or from elsewhere."
        ),
    )

    @property
    def local(self) -> bool:
        """Whether the site serves only the machine it runs on, so that it may make its own keys."""
        return self.debug or _on_loopback(self.base_url)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Every host name that the site answers to."""
        own = [urlsplit(self.base_url).hostname or ""]
        return sorted({*own, *self.allowed_hosts, *(LOOPBACK if self.local else ())})

    @field_validator("allowed_hosts", "field_keys", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return [part.strip() for part in value.split(",") if part.strip()]

    @field_validator("base_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError(
                "must be http(s)://host[:port] without a path, for example https://tochuc.example.vn"
            )
        return value.rstrip("/")

    @field_validator("data_dir")
    @classmethod
    def _is_absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < MINIMUM_SECRET_LENGTH:
            raise ValueError(f"is too short: set at least {MINIMUM_SECRET_LENGTH} random characters")
        return value

    @field_validator("field_keys")
    @classmethod
    def _are_keys(cls, value: list[str]) -> list[str]:
        for key in value:
            keys.check(key)
        return value

    @field_validator("index_key")
    @classmethod
    def _is_key(cls, value: str) -> str:
        if value:
            keys.check(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if value:
            services.database(value)
        return value

    @field_validator("email_url")
    @classmethod
    def _is_mail_service(cls, value: str) -> str:
        services.email(value)
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, value: str) -> str:
        if value not in zoneinfo.available_timezones():
            raise ValueError("is not a time zone; write for example Asia/Ho_Chi_Minh")
        return value


def variable(field: str) -> str:
    """The environment variable that sets ``field``."""
    alias = Environment.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()


def load() -> Environment:
    """The checked environment, with keys made where they may be; raises ``BadEnvironment``."""
    problems = [*_unknown_variables(), *_unsafe_in_public()]
    try:
        environment = Environment()
    except ValidationError as error:
        problems += [_sentence(str(item["loc"][0]), item["msg"]) for item in error.errors()]
    if problems:
        raise BadEnvironment(problems)
    return environment.model_copy(update=_made_keys(environment))


def _made_keys(environment: Environment) -> dict[str, str | list[str]]:
    missing = [name for name in KEYS if not getattr(environment, name)]
    kept = {name: keys.kept(environment.data_dir / name.replace("_", "-")) for name in missing}
    return {name: [key] if name == "field_keys" else key for name, key in kept.items()}


def load_or_exit() -> Environment:
    """``load()`` for a starting process: prints every mistake and ends with exit code 2."""
    try:
        return load()
    except BadEnvironment as error:
        _exit_with(error.problems)


def _exit_with(problems: list[str]) -> NoReturn:
    lines = [
        "tochuc cannot start; the environment has to be mended:",
        *(f"  - {problem}" for problem in problems),
    ]
    sys.stderr.write("\n".join(lines) + "\n")
    raise SystemExit(2)


def _unknown_variables() -> list[str]:
    """A variable with our prefix that nothing reads is a slip of the pen, and its setting silently lost."""
    known = [variable(field) for field in Environment.model_fields]
    problems = []
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "remove it"
            problems.append(f"{name} is not a setting of tochuc: {hint}")
    return problems


def _unsafe_in_public() -> Iterator[str]:
    """What a site for more than this machine lacks: read from the raw variables, to be told with the rest."""
    base_url = _raw("base_url") or Environment.model_fields["base_url"].default
    if _on_loopback(base_url) or _raw("debug").lower() in TRUE:
        return
    if not base_url.startswith("https://"):
        yield f"{variable('base_url')} must begin with https://, as the site is not for this machine alone"
    if _raw("email_url").startswith("console:") or not _raw("email_url"):
        # Printed mail would put password links into the server's own log.
        yield f"{variable('email_url')} must name a mail service, such as smtp+tls://user:password@host:587"
    for name in KEYS:
        if not _raw(name):
            yield f"{variable(name)} is missing: set it to what `{keys.COMMAND}` prints, and keep a copy"


def _raw(field: str) -> str:
    return os.environ.get(variable(field), "").strip()


def _on_loopback(base_url: str) -> bool:
    try:
        return urlsplit(base_url).hostname in LOOPBACK
    except ValueError:  # brackets that do not close
        return False


def _sentence(location: str, message: str) -> str:
    name = location if location == "DATABASE_URL" else PREFIX + location.removeprefix(PREFIX).upper()
    ours = message.removeprefix("Value error, ")
    return f"{name} {ours}" if ours != message else f"{name} is not accepted: {message}"
