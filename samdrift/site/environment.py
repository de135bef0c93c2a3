"""Settings, by environment variable only. docs/operator/settings.md lists them; a test keeps the two together."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from samdrift.outgoing.allowed import Allowed
from samdrift.publishing import imprint
from samdrift.publishing.imprint import Imprint
from samdrift.site.mail import MailServer

if TYPE_CHECKING:
    from samdrift.impact import Transfer

T = TypeVar("T")


class SettingError(SystemExit):
    """One sentence on standard error, exit status 2: the setting, its value, what was expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says; see `KNOWN` for the meaning of each."""

    home: Path
    port: int
    database_url: str | None
    base_url: str
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    outgoing_allow: tuple[str, ...]
    mail: MailServer | None
    secure: bool
    demonstration: bool
    invented_before: datetime | None
    imprint: Imprint
    log_level: str
    transfer: Transfer | None
    """None: the tables of the documentation."""

    @property
    def published(self) -> Path:
        """Where generations are written and read."""
        return self.home / "published"

    def read_or_make_secret(self) -> str:
        """The signing key: the setting, or one made once and kept in `home` (mode 600)."""
        if self.secret_key:
            return self.secret_key
        path = self.home / "secret-key"
        self.home.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(key := secrets.token_urlsafe(48))
        return key


KNOWN = {
    "SAMDRIFT_HOME": "Folder for data: database, published files, secret key. Default: ./var",
    "PORT": "The port of the web server. Default: 8000",
    "DATABASE_URL": "A PostgreSQL 15 or newer, postgresql://…; unset: the embedded one in SAMDRIFT_HOME",
    "SAMDRIFT_BASE_URL": "The public address, without a final slash. Default: http://127.0.0.1:PORT",
    "SAMDRIFT_SECRET_KEY": "Signs sessions, encrypts settings of sources; 32 characters at least. Default: made once",
    "SAMDRIFT_ALLOWED_HOSTS": "Host names the portal answers to, separated by commas. Default: localhost,127.0.0.1",
    "SAMDRIFT_OUTGOING_ALLOW": "Private addresses or networks that pull sources may reach, by commas. Default: none",
    "SAMDRIFT_SMTP_URL": "Sends reminders, smtp://user:password@host:587?starttls&from=…; unset: on the desk only",
    "SAMDRIFT_SECURE": "yes: cookies only over https. no: also plain http. Default: yes if the base URL is https",
    "SAMDRIFT_TRANSFER": "A JSON file with how much of a provider's trouble is felt; unset: as documented",
    "SAMDRIFT_DEMONSTRATION": "yes: every page says that it is a demonstration. Default: no, and yes for run --demo",
    "SAMDRIFT_INVENTED_BEFORE": "In a demonstration: pages say that older history is invented. Default: none is",
    **imprint.SETTINGS,
    "SAMDRIFT_LOG_LEVEL": "debug, info, warning or error. Default: info",
}


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read and check every setting. Raises SettingError on the first that is not understood."""
    for name in environ:
        if name.startswith("SAMDRIFT_") and name not in KNOWN:
            raise SettingError(f"{name} is not a setting of Samdrift; known are {', '.join(sorted(KNOWN))}.")
    port = _port(environ.get("PORT", "8000"))
    base_url = environ.get("SAMDRIFT_BASE_URL", f"http://127.0.0.1:{port}")
    if not base_url.startswith(("http://", "https://")) or base_url.endswith("/"):
        raise SettingError(f"SAMDRIFT_BASE_URL is {base_url!r}; expected http(s)://… without a final slash.")
    secret = environ.get("SAMDRIFT_SECRET_KEY")
    if secret is not None and len(secret) < 32:
        raise SettingError(f"SAMDRIFT_SECRET_KEY has {len(secret)} characters; expected at least 32.")
    database_url = environ.get("DATABASE_URL") or None
    if database_url and not database_url.startswith(("postgresql://", "postgres://")):
        raise SettingError("DATABASE_URL is not a postgresql:// address; Samdrift runs on PostgreSQL only.")
    return Environment(
        home=Path(environ.get("SAMDRIFT_HOME") or "var").resolve(),
        port=port,
        database_url=database_url,
        base_url=base_url,
        secret_key=secret,
        allowed_hosts=_words(environ.get("SAMDRIFT_ALLOWED_HOSTS", "localhost,127.0.0.1")),
        outgoing_allow=_allow(environ.get("SAMDRIFT_OUTGOING_ALLOW", "")),
        mail=_mail(environ.get("SAMDRIFT_SMTP_URL")),
        secure=_choice(environ, "SAMDRIFT_SECURE", {"yes": True, "no": False}, default=base_url.startswith("https://")),
        demonstration=_choice(environ, "SAMDRIFT_DEMONSTRATION", {"yes": True, "no": False}, default=False),
        invented_before=_moment(environ, "SAMDRIFT_INVENTED_BEFORE"),
        imprint=_imprint(environ),
        log_level=_choice(
            environ,
            "SAMDRIFT_LOG_LEVEL",
            {word: word.upper() for word in ("debug", "info", "warning", "error")},
            default=logging.getLevelName(logging.INFO),
        ),
        transfer=_transfer(environ.get("SAMDRIFT_TRANSFER")),
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise SettingError(f"PORT is {text!r}; expected a number from 1 to 65535.")
    return int(text)


def _allow(text: str) -> tuple[str, ...]:
    rules = _words(text)
    try:
        Allowed.parse(rules)
    except ValueError as error:
        raise SettingError(f"SAMDRIFT_OUTGOING_ALLOW: {error}.") from None
    return rules


def _mail(url: str | None) -> MailServer | None:
    try:
        return MailServer.parse(url) if url else None
    except ValueError as error:
        raise SettingError(f"SAMDRIFT_SMTP_URL: {error}.") from None


def _imprint(environ: Mapping[str, str]) -> Imprint:
    try:
        return imprint.read(environ)
    except ValueError as error:
        raise SettingError(str(error)) from None


def _transfer(name: str | None) -> Transfer | None:
    if not name:
        return None
    # The engine takes longer to load than most commands last, and few installations have tables of their own.
    from samdrift.impact import GraphFault, transfer_file  # noqa: PLC0415

    try:
        return transfer_file.parse(Path(name).read_bytes())
    except OSError as error:
        raise SettingError(f"SAMDRIFT_TRANSFER is {name!r}: {error.strerror}.") from None
    except GraphFault as fault:
        raise SettingError(f"SAMDRIFT_TRANSFER is {name!r}: {fault}.") from None


def _moment(environ: Mapping[str, str], name: str) -> datetime | None:
    if not (text := environ.get(name)):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SettingError(f"{name} is {text!r}; expected a moment, as 2026-11-28T12:21:00+00:00.") from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _choice(environ: Mapping[str, str], name: str, choices: Mapping[str, T], *, default: T) -> T:
    if not (word := environ.get(name)):
        return default
    if word not in choices:
        raise SettingError(f"{name} is {word!r}; expected {' or '.join(choices)}.")
    return choices[word]
