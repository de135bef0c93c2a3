"""What search engines, chats and browsers read of a page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from samdrift.publishing import assets
from samdrift.publishing.pages import Pages
from samdrift.vocabulary import LANGUAGES, Language
from tests import world
from tests.browser.cast import RENDERED

BASE = "https://drift.example.dk"
PAGES = Pages(BASE)
STATES = re.compile("nedbrud|virker ikke|outage|har problemer|planlagt|Vi ved ikke", re.IGNORECASE)


@pytest.fixture(autouse=True)
def public_address(settings: Settings) -> None:
    settings.BASE_URL = BASE


def meta(html: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)


def links(html: str, rel: str) -> list[str]:
    return re.findall(rf'<link rel="{rel}"[^>]* href="([^"]*)"', html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(RENDERED.keys() - {"not found"}))
def test_every_page_says_what_it_is(name: str, language: Language) -> None:
    html = RENDERED[name](language)
    head = html.partition("</head>")[0]
    (about,), (title,) = meta(head, "description"), meta(head, "og:title")
    assert 40 <= len(about) <= 200 and "{" not in about
    assert title.endswith("– Samdrift") and len(title) > len("– Samdrift")
    assert meta(head, "og:description") == [about]
    assert meta(head, "og:type") == ["website"]
    assert meta(head, "og:locale") == ["da_DK" if language == "da" else "en_GB"]
    assert meta(head, "twitter:card") == ["summary_large_image"]
    assert meta(head, "color-scheme") == ["light"]
    (canonical,) = links(head, "canonical")
    assert meta(head, "og:url") == [canonical]
    assert canonical.startswith(f"{BASE}/") and "?" not in canonical
    assert (urlsplit(canonical).path.startswith("/en/")) is (language == "en")
    (picture,) = meta(head, "og:image")
    content, kind = assets.collect()[urlsplit(picture).path]
    assert kind == "image/png" and content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    assert 5_000 < len(content) < 60_000


@pytest.mark.parametrize("name", sorted(RENDERED.keys() - {"not found"}))
def test_each_language_names_both_alike(name: str) -> None:
    alternate = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
    danish, english = (dict(alternate.findall(RENDERED[name](language))) for language in LANGUAGES)
    assert danish == english
    assert danish.keys() == {"da", "en", "x-default"}
    assert [links(RENDERED[name](language), "canonical") for language in LANGUAGES] == [[danish["da"]], [danish["en"]]]


@pytest.mark.parametrize("name", ["front, trouble", "front, silence", "front, stale", "system", "system, stale"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_keep_for_weeks_never_says_how_anything_is_now(name: str, language: Language) -> None:
    head = RENDERED[name](language).partition("</head>")[0]
    kept = [each for field in ("description", "og:title", "og:description") for each in meta(head, field)]
    assert kept
    assert [each for each in kept if STATES.search(each)] == []


@pytest.mark.parametrize("name", sorted(RENDERED))
def test_every_page_leads_to_a_feed_and_has_icons(name: str) -> None:
    head = RENDERED[name]("da").partition("</head>")[0]
    assert re.search(r'<link rel="alternate" type="application/atom\+xml" href="/[^"]*feed.atom"', head)
    assert 'href="/favicon.ico"' in head and 'href="/apple-touch-icon.png"' in head


def test_a_page_that_is_not_there_is_not_indexed() -> None:
    html = PAGES.not_found("da")
    assert meta(html, "robots") == ["noindex"]
    assert "canonical" not in html and "og:" not in html


@pytest.mark.parametrize("name", sorted(RENDERED))
def test_without_scripts_a_page_that_grows_old_is_loaded_again(name: str) -> None:
    refreshed = '<noscript><meta http-equiv="refresh" content="60"></noscript>' in RENDERED[name]("da")
    assert refreshed is name.startswith(("front", "system"))


def test_the_icons_are_what_they_say() -> None:
    icons = assets.collect_at_root()
    assert icons["/favicon.ico"][0][:6] == b"\0\0\1\0\1\0"
    assert icons["/apple-touch-icon.png"][0][16:24] == (180).to_bytes(4) * 2


def titled(html: str) -> str:
    return html.partition("<title>")[2].partition("</title>")[0].removesuffix(" – Samdrift")


def test_the_title_of_a_system_says_how_it_is() -> None:
    down = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT)
    felt = next(each for each in world.mitid_felt().systems if each.slug == "nemlog-in")
    titles = [titled(PAGES.system(each, "da", stale=False)) for each in (world.mitid(), down, felt, world.nemid())]
    assert titles[:2] == ["MitID virker", "MitID har nedbrud"]
    assert titles[2].startswith("Vi ser ingen fejl i NemLog-in, men ")
    assert titles[3] == "NemID"


@pytest.mark.parametrize(("language", "words"), [("da", "ikke opdateret"), ("en", "not updated")])
def test_a_stale_page_keeps_its_name_in_the_title(language: Language, words: str) -> None:
    down = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT)
    assert titled(PAGES.system(down, language, stale=True)) == f"MitID – {words}"
    name = {"da": "Driftsstatus", "en": "Operational status"}[language]
    assert titled(PAGES.front(world.mitid_down(), language, stale=True)) == f"{name} – {words}"
