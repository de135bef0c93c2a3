from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from samdrift.publishing import feeds
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import LANGUAGES, Language, Period, StatePeriod, Text
from tests import world

BASE_URL = "https://drift.example.dk"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Made = Callable[[Language], bytes]
FEEDS: dict[str, Made] = {
    "site": lambda language: feeds.site(world.mixed(), BASE_URL, language),
    "calm site": lambda language: feeds.site(world.calm(), BASE_URL, language),
    "site of nothing": lambda language: feeds.site(replace(world.calm(), systems=()), BASE_URL, language),
    "system": lambda language: feeds.system(world.mitid(), BASE_URL, language),
    "retired system": lambda language: feeds.system(world.nemid(), BASE_URL, language),
}

every_feed = pytest.mark.parametrize("made", FEEDS.values(), ids=FEEDS)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def read(content: bytes) -> Any:
    return feedparser.parse(content, sanitize_html=False)


@every_feed
@both_languages
def test_feeds_are_well_formed_and_whole(made: Made, language: Language) -> None:
    feed = read(made(language))
    assert not feed.bozo
    assert feed.version == "atom10"
    root = ElementTree.fromstring(made(language))  # noqa: S314  (we made it)
    assert root.attrib[XML_LANG] == language
    for each in (root, *root.iter(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            [element] = each.findall(f"{ATOM}{required}")
            assert element.text
        assert datetime.fromisoformat(str(each.findtext(f"{ATOM}updated"))).tzinfo is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Samdrift"  # for the entries too (RFC 4287, 4.2.1)


@every_feed
@both_languages
def test_links_are_absolute_and_lead_to_the_language(made: Made, language: Language) -> None:
    feed = read(made(language))
    by_rel = {link.rel: link.href for link in feed.feed.links}
    for address in [*by_rel.values(), *(entry.link for entry in feed.entries)]:
        assert address.startswith(f"{BASE_URL}/")
        assert address.startswith(f"{BASE_URL}/en/") == (language == "en")
    assert by_rel["self"].endswith("feed.atom")
    assert by_rel["alternate"].endswith("/")


@every_feed
@both_languages
def test_the_same_snapshot_gives_the_same_bytes(made: Made, language: Language) -> None:
    assert made(language) == made(language)


@both_languages
def test_entries_are_newest_first_and_each_is_one(language: Language) -> None:
    entries = read(feeds.site(world.mixed(), BASE_URL, language)).entries
    moments = [entry.updated for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert len({entry.id for entry in entries}) == len(entries) > 12


def test_the_newest_says_what_happened() -> None:
    feed = read(feeds.system(world_with(world.mitid_down(), "mitid"), BASE_URL, "da"))
    newest = feed.entries[0]
    assert newest.title == "MitID har nedbrud."
    assert newest.link == f"{BASE_URL}/systemer/mitid/"
    assert newest.updated == feed.feed.updated == "2026-11-23T09:42:00+00:00"
    english = read(feeds.system(world_with(world.mitid_down(), "mitid"), BASE_URL, "en"))
    assert english.entries[0].title == "MitID has an outage."


def world_with(snapshot: Snapshot, slug: str) -> SystemStatus:
    return next(system for system in snapshot.systems if system.slug == slug)


def test_an_entry_keeps_its_id_when_more_happens_and_in_the_feed_of_all() -> None:
    before = [entry.id for entry in read(feeds.system(world.mitid(), BASE_URL, "da")).entries]
    broken = world_with(world.mitid_down(), "mitid")
    after = [entry.id for entry in read(feeds.system(broken, BASE_URL, "da")).entries]
    assert after[1:] == before
    of_all = {entry.id for entry in read(feeds.site(world.mitid_down(), BASE_URL, "da")).entries}
    assert set(after) <= of_all


def test_a_feed_is_bounded() -> None:
    flapping = tuple(
        StatePeriod(Period(world.NOW - timedelta(minutes=minute + 1), world.NOW - timedelta(minutes=minute)), state)
        for minute, state in enumerate([world.DOWN, world.WORKING] * 100)
    )
    entries = read(feeds.system(replace(world.mitid(), history=flapping), BASE_URL, "da")).entries
    assert len(entries) == feeds.LENGTH


def test_a_retired_system_is_in_no_feed_of_all_and_its_own_is_of_its_last_day() -> None:
    assert "nemid" not in feeds.site(world.calm(), BASE_URL, "da").decode()
    feed = read(feeds.system(world.nemid(), BASE_URL, "da"))
    assert feed.entries == []
    assert feed.feed.updated == world.nemid().since.isoformat()


def test_what_a_document_says_is_text_and_no_markup() -> None:
    odd = replace(world.mitid(), purpose=Text("Log ind < 5 & <b>godkend</b>", "Log in"), name=Text("A & B", "A & B"))
    feed = read(feeds.system(odd, BASE_URL, "da"))
    assert feed.feed.title == "Driftsstatus for A & B"
    assert feed.entries[0].summary == "Log ind &lt; 5 &amp; &lt;b&gt;godkend&lt;/b&gt;"  # which as HTML is the text
