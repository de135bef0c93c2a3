"""Addresses that robots and searchers of weaknesses look for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from pytest_django import Settings

from samdrift.publishing import well_known
from samdrift.publishing.imprint import Imprint
from tests.publishing.installation import Installation

BASE = "https://drift.example.dk"
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def text(installation: Installation, address: str) -> str:
    return installation.plain(address).decode()


def test_the_sitemap_names_every_page_for_people_and_no_other(small: Installation) -> None:
    small.all_is_well()
    sitemap = ElementTree.fromstring(text(small, "/sitemap.xml"))  # noqa: S314  (our own)
    named = [urlsplit(each.text or "").path for each in sitemap.findall("map:url/map:loc", NAMES)]
    pages = {
        address
        for address, entry in small.edition().manifest.entries.items()
        if entry.media_type.startswith("text/html") and not address.endswith("404.html")
    }
    assert len(named) == len(set(named))
    assert set(named) == pages


def test_each_page_in_it_names_its_other_language(small: Installation) -> None:
    small.all_is_well()
    sitemap = ElementTree.fromstring(text(small, "/sitemap.xml"))  # noqa: S314  (our own)
    for url in sitemap.findall("map:url", NAMES):
        alternates = {each.get("hreflang"): each.get("href") for each in url.findall("xhtml:link", NAMES)}
        assert alternates.keys() == {"da", "en"}
        assert url.findtext("map:loc", None, NAMES) in alternates.values()


def test_robots_are_led_to_it_and_kept_from_what_has_no_end(small: Installation) -> None:
    small.all_is_well()
    lines = text(small, "/robots.txt").splitlines()
    assert any(line.startswith("Sitemap: http") and line.endswith("/sitemap.xml") for line in lines)
    assert {"Disallow: /desk/", "Disallow: /konto/", "Disallow: /*?"} <= set(lines)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 23), date(2028, 2, 29), date(2026, 12, 31)])
def test_security_txt_holds_long_enough_to_be_read_and_not_for_ever(today: date) -> None:
    told = dict(
        line.split(": ", 1)
        for line in well_known.security(BASE, "mailto:sikkerhed@example.dk", today).decode().splitlines()
    )
    assert told["Contact"] == "mailto:sikkerhed@example.dk"
    assert told["Canonical"] == f"{BASE}/.well-known/security.txt"
    left = datetime.fromisoformat(told["Expires"]) - datetime(today.year, today.month, today.day, tzinfo=UTC)
    assert timedelta(days=45) < left < timedelta(days=365)


def test_it_is_there_only_where_a_contact_is_set(small: Installation, settings: Settings) -> None:
    small.all_is_well()
    assert well_known.SECURITY not in small.edition().pages
    settings.IMPRINT = Imprint(security_contact="https://example.dk/sikkerhed")
    small.pipeline = small.another_pipeline()
    while small.turn(60):
        pass
    assert text(small, well_known.SECURITY).startswith("Contact: https://example.dk/sikkerhed\nExpires: ")
