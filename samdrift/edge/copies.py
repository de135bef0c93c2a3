"""`/mirror/…`: what another instance needs to hold the same pages."""

from __future__ import annotations

from samdrift.edge.forms import SECURITY, Headers
from samdrift.edge.serving import Serving
from samdrift.snapshot.not_updated import iso

OBJECTS = "/mirror/objects/"
HEARTBEAT_ADDRESS = "/mirror/heartbeat"

_CODINGS = {"": "identity", "br": "br", "gz": "gzip"}


def copy(serving: Serving, path: str) -> tuple[Headers, bytes] | None:
    """Headers and body, or None where there is nothing to copy. (The manifest is a page like any other.)"""
    if path == HEARTBEAT_ADDRESS:
        return _answer(iso(serving.confirmed_at).encode(), b"text/plain; charset=utf-8", b"no-store")
    if not path.startswith(OBJECTS):
        return None
    digest, _, encoding = path.removeprefix(OBJECTS).partition(".")
    bodies = serving.edition.objects.get(digest)
    body = bodies.by_coding.get(_CODINGS.get(encoding, "")) if bodies else None
    if body is None:
        return None
    return _answer(body, b"application/octet-stream", b"public, max-age=31536000, immutable")


def _answer(body: bytes, media_type: bytes, cache: bytes) -> tuple[Headers, bytes]:
    headers: Headers = (
        (b"content-type", media_type),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", cache),
        *SECURITY,
    )
    return headers, body
