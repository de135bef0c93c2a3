"""What is sent for an address, made ready once, so that a request only picks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from samdrift.edge.headers import SECURITY_HEADERS
from samdrift.snapshot.generation import Entry

Headers = tuple[tuple[bytes, bytes], ...]

GENERATION = b"samdrift-generation"
CONFIRMED_AT = b"samdrift-confirmed-at"

SECURITY: Headers = tuple((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items())
OPEN_TO_ALL: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, " + GENERATION + b", " + CONFIRMED_AT),
)
_OPEN_PREFIXES = ("/api/", "/badge/", "/events")
_OPEN_MEDIA = ("application/atom+xml", "text/calendar")
_TAG_ENDINGS = {"identity": "", "br": "-br", "gzip": "-gz"}


@dataclass(frozen=True, slots=True)
class Bodies:
    """One object: its bytes by coding. "identity" is always there."""

    by_coding: dict[str, bytes]

    @property
    def plain(self) -> bytes:
        return self.by_coding["identity"]


@dataclass(frozen=True, slots=True)
class Form:
    """One coding of one address. `unchanged` is the headers of its 304."""

    etag: bytes
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One address: its forms by coding, and the raw "not updated since" form, where there is one."""

    entry: Entry
    forms: dict[str, Form]
    stale: bytes | None


def is_open(path: str, media_type: str = "") -> bool:
    """Whether pages of other sites may read it from a browser: machine-readable addresses are, pages are not."""
    return path.startswith(_OPEN_PREFIXES) or media_type.startswith(_OPEN_MEDIA)


def make_page(
    path: str, entry: Entry, bodies: Bodies, *, digest: str, modified: datetime, stale: bytes | None = None
) -> Page:
    """`digest` is the SHA-256 of the plain bytes, `modified` when they were published."""
    always: Headers = (
        (b"cache-control", entry.cache.encode()),
        (b"last-modified", format_datetime(modified, usegmt=True).encode()),
        *([(b"vary", b"Accept-Encoding")] if len(bodies.by_coding) > 1 else []),
        *(OPEN_TO_ALL if is_open(path, entry.media_type) else ()),
    )
    forms = {
        coding: _form(coding, f'"{digest[:32]}{_TAG_ENDINGS[coding]}"'.encode(), entry, always, body)
        for coding, body in bodies.by_coding.items()
    }
    return Page(entry, forms, stale)


def _form(coding: str, etag: bytes, entry: Entry, always: Headers, body: bytes) -> Form:
    tagged: Headers = ((b"etag", etag), *always)
    headers: Headers = (
        (b"content-type", entry.media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        *([] if coding == "identity" else [(b"content-encoding", coding.encode())]),
        *tagged,
        *SECURITY,
    )
    return Form(etag, headers, tagged, body)
