"""Fills in the marks of a "not updated since" form."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.dates import format_datetime

from samdrift.snapshot.generation import STALE_MARK, STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.vocabulary import COPENHAGEN, season


def not_updated_since(body: bytes, since: datetime) -> bytes:
    """`body` with its marks filled in: what was known at `since`."""
    for mark, words in (
        (STALE_WORDS_DA, words_da(since)),
        (STALE_WORDS_EN, words_en(since)),
        (STALE_MARK, iso(since)),
    ):
        body = body.replace(mark.encode(), words.encode())
    return body


def iso(moment: datetime) -> str:
    """ISO 8601 UTC, whole seconds: 2026-11-23T09:58:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def words_da(moment: datetime) -> str:
    form = "d.\N{NO-BREAK SPACE}MMMM 'kl.'\N{NO-BREAK SPACE}HH.mm"
    return format_datetime(moment, form, tzinfo=COPENHAGEN, locale="da") + season(moment, "da")


def words_en(moment: datetime) -> str:
    form = "d\N{NO-BREAK SPACE}MMMM 'at'\N{NO-BREAK SPACE}HH:mm"
    return format_datetime(moment, form, tzinfo=COPENHAGEN, locale="en") + season(moment, "en")
