"""The "not updated since" form: told when the worker has been silent too long."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import brotli
from babel.dates import format_datetime

from samdrift.edge.forms import Bodies, Page, make_page
from samdrift.snapshot.generation import STALE_MARK, STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.vocabulary import COPENHAGEN, season

STALE_CACHE = "public, max-age=5"

_BROTLI_QUALITY = 5  # packed while a reader waits: a few milliseconds for the largest page
_GZIP_LEVEL = 6


def iso(moment: datetime) -> str:
    """ISO 8601 UTC, whole seconds: 2026-11-23T09:58:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def words_da(moment: datetime) -> str:
    form = "d.\N{NO-BREAK SPACE}MMMM 'kl.'\N{NO-BREAK SPACE}HH.mm"
    return format_datetime(moment, form, tzinfo=COPENHAGEN, locale="da") + season(moment, "da")


def words_en(moment: datetime) -> str:
    form = "d\N{NO-BREAK SPACE}MMMM 'at'\N{NO-BREAK SPACE}HH:mm"
    return format_datetime(moment, form, tzinfo=COPENHAGEN, locale="en") + season(moment, "en")


def stale_page(path: str, page: Page, body: bytes, since: datetime) -> Page:
    """`page` as it reads when nothing has been confirmed since `since`; `body` is its stale form, with the tokens."""
    for token, words in (
        (STALE_WORDS_DA, words_da(since)),
        (STALE_WORDS_EN, words_en(since)),
        (STALE_MARK, iso(since)),
    ):
        body = body.replace(token.encode(), words.encode())
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
