"""The "not updated since" form: told when the worker has been silent too long."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import datetime

import brotli

from samdrift.edge.forms import Bodies, Page, make_page
from samdrift.snapshot.not_updated import not_updated_since

STALE_CACHE = "public, max-age=5"

_BROTLI_QUALITY = 5  # packed while a reader waits: a few milliseconds for the largest page
_GZIP_LEVEL = 6


def stale_page(path: str, page: Page, body: bytes, since: datetime) -> Page:
    """`page` as it reads when nothing has been confirmed since `since`; `body` is its stale form, with the marks."""
    body = not_updated_since(body, since)
    entry = replace(page.entry, cache=STALE_CACHE)
    # Last-Modified is when it began to be stale: the last moment the page was known to be right.
    return make_page(path, entry, _packed(body, page), digest=hashlib.sha256(body).hexdigest(), modified=since)


def _packed(body: bytes, page: Page) -> Bodies:
    by_coding = {"identity": body}
    if "br" in page.forms:
        by_coding["br"] = brotli.compress(body, quality=_BROTLI_QUALITY)
    if "gzip" in page.forms:
        by_coding["gzip"] = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return Bodies(by_coding)
