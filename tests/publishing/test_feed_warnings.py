"""A system's feed tells when it may be hit, and by what, and remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser

from samdrift.publishing import feeds
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language, Period, StatePeriod
from tests import cast, world
from tests.publishing.installation import Installation
from tests.publishing.pages.beside import system

BORGER = system(world.mitid_felt(), "borger-dk")
CALM = system(world.calm(), "borger-dk")
LATER = world.NOW + timedelta(minutes=20)


def made(status: SystemStatus, before: bytes | None, now: datetime, language: Language = "da") -> bytes:
    return feeds.system(status, "https://drift.example.dk", language, feeds.Memory(before, now))


def entries(content: bytes) -> list[Any]:
    return list(feedparser.parse(content).entries)


def expected(content: bytes) -> list[Any]:
    return [each for each in entries(content) if each.tags[0].term == "expected"]


def test_it_says_by_what_a_system_may_be_hit_and_that_this_is_not_seen() -> None:
    words: dict[Language, str] = {"da": "borger.dk kan være ", "en": "borger.dk may be affected by "}
    for language, begin in words.items():
        [warning] = expected(made(BORGER, None, world.NOW, language))
        assert warning.title.startswith(begin)
        assert warning.title.endswith("MitID")
        assert "NemLog-in" in warning.summary
        assert warning.published == warning.updated == world.NOW.isoformat()
    assert entries(made(BORGER, None, world.NOW))[0].tags[0].term == "expected", "the newest first"
    assert {each.tags[0].term for each in entries(made(CALM, None, world.NOW))} == {"observed"}


def test_a_warning_keeps_its_id_and_its_time_for_as_long_as_it_says_the_same() -> None:
    first = made(BORGER, None, world.NOW)
    assert made(BORGER, first, LATER) == first


def test_a_warning_that_says_something_else_is_the_same_entry_updated() -> None:
    first = made(BORGER, None, world.NOW)
    direct = world.expecting(CALM, world.expected(world.cause("mitid", "MitID", world.PARTIAL)))
    [before], [after] = expected(first), expected(made(direct, first, LATER))
    assert after.summary != before.summary
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == LATER.isoformat()


def test_its_end_is_an_entry_and_both_stay() -> None:
    first = made(BORGER, None, world.NOW)
    over = made(CALM, first, LATER)
    end, warning = expected(over)
    assert end.title == f"Ikke længere: {warning.title}"
    summary = end.summary.replace("\xa0", " ")
    assert summary == "Advarslen gjaldt fra 23. november 2026 kl. 10.58 til kl. 11.18."
    assert (warning.id, warning.updated) == (expected(first)[0].id, world.NOW.isoformat())
    assert made(CALM, over, LATER + timedelta(days=89)) == over
    assert expected(made(CALM, over, LATER + timedelta(days=91))) == []


def test_the_next_warning_is_another_one() -> None:
    over = made(CALM, made(BORGER, None, world.NOW), LATER)
    again = made(BORGER, over, LATER + timedelta(minutes=5))
    assert len({each.id for each in expected(again)}) == 3
    assert made(BORGER, again, LATER + timedelta(minutes=9)) == again


def test_a_system_seen_in_trouble_begins_no_warning_and_ends_none() -> None:
    down = replace(BORGER, state=world.DOWN, since=LATER)
    assert expected(made(down, None, LATER)) == []
    first = made(BORGER, None, world.NOW)
    assert [each.id for each in expected(made(down, first, LATER))] == [each.id for each in expected(first)]


def test_a_warning_that_stands_is_not_pushed_out_by_what_is_newer() -> None:
    first = made(BORGER, None, world.NOW - timedelta(days=30))
    flapping = tuple(
        StatePeriod(Period(world.NOW - timedelta(minutes=minute + 1), world.NOW - timedelta(minutes=minute)), state)
        for minute, state in enumerate([world.DOWN, world.WORKING] * 60)
    )
    busy = made(replace(BORGER, history=flapping), first, world.NOW)
    assert len(entries(busy)) == feeds.LENGTH + 1
    assert [each.id for each in expected(busy)] == [each.id for each in expected(first)]


def test_a_feed_that_cannot_be_read_is_as_none() -> None:
    assert made(BORGER, b"<feed", world.NOW) == made(BORGER, None, world.NOW)


def test_it_survives_a_restart_and_is_not_in_the_feed_of_all(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, world.DOWN.level)
    whole.turn(11)
    [warning] = expected(whole.plain("/systemer/borger-dk/feed.atom"))
    assert warning.published == cast.at(11).isoformat()
    assert expected(whole.plain("/feed.atom")) == []
    whole.pipeline = whole.another_pipeline()
    whole.said("mitid/login", 20, world.WORKING.level)
    whole.turn(21)
    end, same = expected(whole.plain("/systemer/borger-dk/feed.atom"))
    assert (same.id, same.title) == (warning.id, warning.title)
    assert end.published == cast.at(21).isoformat()
