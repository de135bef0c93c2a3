"""The demonstration names real systems, so every page of it says what it is; a real installation says nothing of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from samdrift.publishing import feeds
from samdrift.publishing.pages import Pages
from samdrift.vocabulary import LANGUAGES, Language
from tests import world

URL = "https://drift.example.dk"
PAGES = Pages(URL)
WORD = re.compile("demonstration", re.IGNORECASE)


def visible(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")


def published(language: Language) -> list[str]:
    snapshot = world.mitid_down()
    return [PAGES.front(snapshot, language, stale=stale) for stale in (False, True)] + [PAGES.not_found(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_demonstration_says_so_where_a_picture_of_it_does(
    settings: Settings, language: Language
) -> None:
    settings.DEMONSTRATION = True
    for html in published(language):
        assert re.search(r"<title>[^<]+ – Samdrift \(demonstration\)</title>", html)
        assert '<p class="frame-demonstration">Demonstration</p>' in html.partition("</header>")[0]
        assert "This is a demonstration" in html and "Dette er en demonstration" in html


@pytest.mark.parametrize("demonstration", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_so_does_a_feed_and_each_of_its_entries(settings: Settings, language: Language, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    for feed in (
        feeds.site(world.mitid_down(), URL, language),
        feeds.system(world.mitid(), URL, language, feeds.Memory(None, world.NOW)),
    ):
        assert bool(re.search(rb"<title>[^<]+ \(demonstration\)</title>", feed)) is demonstration
        assert bool(re.search(rb"<name>Samdrift \(demonstration\)</name>", feed)) is demonstration


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_installation_says_nothing_of_it(settings: Settings, language: Language) -> None:
    settings.DEMONSTRATION = False
    for html in published(language):
        assert not WORD.search(html)
        assert "– Samdrift</title>" in html


INVENTED: dict[Language, str] = {
    "da": "Historikken før 20. november 2026 kl. 10.58 er opdigtet til demonstrationen.",
    "en": "The history before 20 November 2026 at 10:58 was invented for the demonstration.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_with_strips_say_until_when_it_is_invented(settings: Settings, language: Language) -> None:
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = True, world.NOW - timedelta(days=3)
    for stale in (False, True):
        front = PAGES.front(world.calm(), language, stale=stale)
        assert INVENTED[language] in visible(front)
        assert INVENTED[language] in visible(PAGES.system(world.mitid(), language, stale=stale))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demonstration", "before"), [(True, None), (False, world.NOW)], ids=["without a history", "a real installation"]
)
def test_where_nothing_is_invented_nothing_is_said_of_it(
    settings: Settings, demonstration: bool, before: datetime | None
) -> None:
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = demonstration, before
    told = [PAGES.front(world.calm(), "da", stale=False), PAGES.system(world.mitid(), "da", stale=False)]
    assert not any("opdigtet" in html for html in told)


@pytest.mark.django_db
@pytest.mark.parametrize("demonstration", [True, False])
def test_so_do_the_pages_of_the_portal(settings: Settings, client: Client, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    html = client.get("/konto/login/").content.decode()
    assert bool(WORD.search(html)) is demonstration
