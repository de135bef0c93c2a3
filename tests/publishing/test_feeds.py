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


def of_system(
    status: SystemStatus, language: Language = "da", before: bytes | None = None, now: datetime = world.NOW
) -> bytes:
    return feeds.system(status, BASE_URL, language, feeds.Memory(before, now))


Made = Callable[[Language], bytes]
FEEDS: dict[str, Made] = {
    "site": lambda language: feeds.site(world.mixed(), BASE_URL, language),
    "calm site": lambda language: feeds.site(world.calm(), BASE_URL, language),
    "site of nothing": lambda language: feeds.site(replace(world.calm(), systems=()), BASE_URL, language),
    "system": lambda language: of_system(world.mitid(), language),
    "retired system": lambda language: of_system(world.nemid(), language),
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
    feed = read(of_system(world_with(world.mitid_down(), "mitid"), "da"))
    newest = feed.entries[0]
    assert newest.title == "MitID har nedbrud"
    assert newest.link == f"{BASE_URL}/systemer/mitid/"
    assert newest.updated == feed.feed.updated == "2026-11-23T09:42:00+00:00"
    english = read(of_system(world_with(world.mitid_down(), "mitid"), "en"))
    assert english.entries[0].title == "MitID has an outage"


def world_with(snapshot: Snapshot, slug: str) -> SystemStatus:
    return next(system for system in snapshot.systems if system.slug == slug)


def test_an_entry_keeps_its_id_when_more_happens_and_in_the_feed_of_all() -> None:
    before = [entry.id for entry in read(of_system(world.mitid(), "da")).entries]
    broken = world_with(world.mitid_down(), "mitid")
    after = [entry.id for entry in read(of_system(broken, "da")).entries]
    assert after[1:] == before
    of_all = {entry.id for entry in read(feeds.site(world.mitid_down(), BASE_URL, "da")).entries}
    assert set(after[:-1]) <= of_all  # the oldest is when MitID was first watched, more than 89 days ago


def test_a_feed_is_bounded() -> None:
    flapping = tuple(
        StatePeriod(Period(world.NOW - timedelta(minutes=minute + 1), world.NOW - timedelta(minutes=minute)), state)
        for minute, state in enumerate([world.DOWN, world.WORKING] * 100)
    )
    entries = read(of_system(replace(world.mitid(), history=flapping), "da")).entries
    assert len(entries) == feeds.LENGTH


def test_a_retired_system_is_in_no_feed_of_all_and_its_own_is_of_its_last_day() -> None:
    assert "nemid" not in feeds.site(world.calm(), BASE_URL, "da").decode()
    feed = read(of_system(world.nemid(), "da"))
    assert feed.entries == []
    assert feed.feed.updated == world.nemid().since.isoformat()


def summaries(system: SystemStatus, language: Language) -> list[str]:
    return [each.summary.replace("\xa0", " ") for each in read(of_system(system, language)).entries]


def test_a_summary_says_what_people_cannot_do_now_and_what_was_of_the_past() -> None:
    broken = world_with(world.mitid_down(), "mitid")
    danish = summaries(broken, "da")
    assert danish[0] == "Du kan ikke logge ind med MitID. Haster det, så ring til den myndighed, det gælder."
    assert danish[1] == "MitID virker. Fra 3. november 2026 kl. 14.10 til 23. november 2026 kl. 10.42."
    assert danish[2] == "MitID har nedbrud. Fra 3. november 2026 kl. 12.00 til kl. 14.10."
    english = summaries(broken, "en")
    assert english[0] == "You cannot log in with MitID. If it is urgent, phone the authority."
    assert english[2] == "MitID has an outage. From 3 November 2026 at 12:00 to 14:10."
    assert summaries(world.mitid(), "da")[0] == "MitID virker. Siden 3. november 2026 kl. 14.10."


def silence_and_return(snapshot: Snapshot, seconds: int = 5) -> Snapshot:
    """Every system is heard again, `seconds` and some of a second after the silence began."""
    again = world.BROKEN_AT + timedelta(minutes=5, seconds=seconds)
    live = [system for system in snapshot.systems if system.succession is None]
    return world.with_systems(
        snapshot,
        *(
            world.changed(system, world.WORKING, again + timedelta(milliseconds=80 * number))
            for number, system in enumerate(live)
        ),
    )


def test_a_silence_of_all_is_one_entry_and_so_is_its_end() -> None:
    during = read(feeds.site(world.silence(), BASE_URL, "da")).entries
    after = read(feeds.site(silence_and_return(world.silence()), BASE_URL, "da")).entries
    assert [entry.title for entry in during[:2]] == ["Vi ved ikke, om tolv systemer virker", "MitID har nedbrud"]
    assert [entry.title for entry in after[:2]] == ["Tolv systemer virker", "Vi ved ikke, om tolv systemer virker"]
    assert after[1].summary.startswith("Det gælder MitID, NemLog-in, Digital Post,")
    assert after[0].link == f"{BASE_URL}/"
    assert [entry.id for entry in after[1:]] == [entry.id for entry in during]


def test_a_silence_in_which_an_outage_began_is_one_entry_and_the_outage_another() -> None:
    cvr = next(each for each in world.calm().systems if each.slug == "cvr")
    silent, began, heard = (world.BROKEN_AT + timedelta(minutes=number) for number in (0, 1, 3))
    lasting = world.changed(cvr, world.UNKNOWN, silent)
    lasting = world.changed(lasting, replace(world.DOWN, observed=False), began)
    assert len(told(lasting)) == len(told(cvr)) + 1
    over = world.changed(lasting, world.DOWN, heard)
    newest, *_ = told(over)
    assert len(told(over)) == len(told(cvr)) + 2
    assert newest.updated == heard.isoformat()
    assert "10.43" in newest.summary, "when it began by its source"


def told(system: SystemStatus) -> Any:
    return read(of_system(system, "da")).entries


def test_three_that_fall_silent_are_three_entries() -> None:
    three = [each for each in world.silence().systems if each.slug in ("mitid", "cpr", "cvr")]
    entries = read(feeds.site(world.with_systems(world.calm(), *three), BASE_URL, "da")).entries
    assert sorted(entry.title.replace("\xa0", " ") for entry in entries[:3]) == [
        "MitID havde nedbrud, da vi sidst tjekkede 23. november 2026 kl. 10.47",
        "Vi ved ikke, om CPR virker",
        "Vi ved ikke, om CVR virker",
    ]


def test_an_outage_seen_in_the_second_of_a_silence_stands_by_itself() -> None:
    down = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT + timedelta(minutes=5))
    entries = read(feeds.site(world.with_systems(world.silence(), down), BASE_URL, "da")).entries
    assert {entry.title for entry in entries[:2]} == {"MitID har nedbrud", "Vi ved ikke, om elleve systemer virker"}


def test_what_a_document_says_is_text_and_no_markup() -> None:
    [login, *others] = world_with(world.mitid_down(), "mitid").services
    odd = replace(login, without=Text("Du kan ikke < 5 & <b>godkende</b>.", "No log-in."), instead=None)
    down = world_with(world.mitid_down(), "mitid")
    feed = read(of_system(replace(down, services=(odd, *others), name=Text("A & B", "A & B")), "da"))
    assert feed.feed.title == "Driftsstatus for A & B"
    assert (
        feed.entries[0].summary == "Du kan ikke &lt; 5 &amp; &lt;b&gt;godkende&lt;/b&gt;."
    )  # which as HTML is the text


def test_an_entry_that_says_something_else_is_updated_and_no_other_is() -> None:
    working = of_system(world.mitid())
    down = of_system(world_with(world.mitid_down(), "mitid"), "da", working)
    ended, before = read(down).entries[1], read(working).entries[0]
    assert (ended.id, ended.published) == (before.id, before.published)
    assert ended.summary != before.summary
    assert ended.updated == world.BROKEN_AT.isoformat()
    others = {each.id: each.updated for each in read(working).entries[1:]}
    assert {each.id: each.updated for each in read(down).entries[2:]} == others


def test_a_new_word_for_the_same_is_updated_when_it_is_told() -> None:
    broken = world_with(world.mitid_down(), "mitid")
    before = of_system(broken)
    [login, *others] = broken.services
    other = replace(login, without=Text("Du kan slet ikke logge ind.", "You cannot log in at all."))
    later = world.NOW + timedelta(hours=1)
    after = of_system(replace(broken, services=(other, *others)), "da", before, later)
    assert read(after).entries[0].updated == later.isoformat()
    assert read(after).entries[0].published == read(before).entries[0].published
    of_all = feeds.site(world.mitid_down(), BASE_URL, "da")
    assert feeds.site(world.mitid_down(), BASE_URL, "da", of_all) == of_all


def test_what_nobody_watched_is_in_no_category_of_what_was_seen() -> None:
    silent = read(feeds.site(world.silence(), BASE_URL, "da")).entries
    assert [each.tags[0].term for each in silent[:2]] == ["unobserved", "observed"]


def test_what_lasted_less_than_a_minute_says_how_long() -> None:
    start = world.NOW - timedelta(seconds=50)
    blink = StatePeriod(Period(start, start + timedelta(seconds=20)), world.DOWN)
    told = summaries(replace(world.mitid(), history=(blink, *world.mitid().history[1:])), "da")
    assert told[0] == "MitID har nedbrud. 23. november 2026 kl. 10.57, i 20 sekunder."
