"""The demonstration names real systems, so every page of it says what it is; a real installation says nothing of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from samdrift.publishing.pages import Pages
from samdrift.vocabulary import LANGUAGES, Language
from tests import world

PAGES = Pages("https://drift.example.dk")
WORD = re.compile("demonstration", re.IGNORECASE)


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_installation_says_nothing_of_it(settings: Settings, language: Language) -> None:
    settings.DEMONSTRATION = False
    for html in published(language):
        assert not WORD.search(html)
        assert "– Samdrift</title>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("demonstration", [True, False])
def test_so_do_the_pages_of_the_portal(settings: Settings, client: Client, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    html = client.get("/konto/login/").content.decode()
    assert bool(WORD.search(html)) is demonstration
