"""Who publishes the site, how accessible it is and what it stores: as the settings say, and no more."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from samdrift.publishing.imprint import Imprint, read
from samdrift.publishing.pages import Pages, addresses, statements
from samdrift.publishing.pages.statements import Statement
from samdrift.vocabulary import LANGUAGES, Language, Text
from tests import world

AGENCY = read(
    {
        "SAMDRIFT_PUBLISHER": "Digitaliseringsstyrelsen|Agency for Digital Government",
        "SAMDRIFT_CONTACT": "drift@example.dk",
        "SAMDRIFT_ACCESSIBILITY_STATEMENT": "https://was.example.dk/samdrift",
        "SAMDRIFT_PRIVACY_POLICY": "https://example.dk/privatliv",
    }
)
NOBODY = Imprint()


def page(which: Statement, imprint: Imprint, language: Language = "da") -> str:
    html = statements.page(which, imprint, language)
    return html[html.index("<main") : html.index("</main>")]


def test_one_name_serves_both_languages() -> None:
    assert read({"SAMDRIFT_PUBLISHER": "Samdriftsgruppen"}).publisher == Text("Samdriftsgruppen", "Samdriftsgruppen")
    assert read({"SAMDRIFT_CONTACT": "https://example.dk/skriv"}).contact == "https://example.dk/skriv"


@pytest.mark.parametrize(
    ("language", "name"), [("da", "Digitaliseringsstyrelsen"), ("en", "Agency for Digital Government")]
)
def test_it_names_the_publisher_and_where_to_write(language: Language, name: str) -> None:
    assert name in page(Statement.ABOUT, AGENCY, language)
    for which in Statement:
        assert '<a href="mailto:drift@example.dk">drift@example.dk</a>' in page(which, AGENCY, language)
    assert 'href="https://was.example.dk/samdrift"' in page(Statement.ACCESSIBILITY, AGENCY, language)
    assert 'href="https://example.dk/privatliv"' in page(Statement.PRIVACY, AGENCY, language)


def test_it_says_what_is_not_known() -> None:
    assert "Det er ikke oplyst, hvem der udgiver siden." in page(Statement.ABOUT, NOBODY)
    assert "Der er ikke oplyst en adresse" in page(Statement.ABOUT, NOBODY)
    assert "Udgiveren har endnu ikke lagt sin erklæring frem." in page(Statement.ACCESSIBILITY, NOBODY)
    assert "mailto:" not in "".join(page(which, NOBODY, language) for which in Statement for language in LANGUAGES)


def test_the_demonstration_is_no_authoritys_and_says_so(settings: Settings) -> None:
    real = [page(Statement.ABOUT, NOBODY), page(Statement.ACCESSIBILITY, NOBODY)]
    settings.DEMONSTRATION = True
    about, accessibility = page(Statement.ABOUT, NOBODY), page(Statement.ACCESSIBILITY, NOBODY)
    assert "Ingen myndighed står bag den" in about
    assert "ingen erklæring efter loven" in accessibility
    assert "Digitaliseringsstyrelsen fører tilsyn" not in accessibility
    assert "Digitaliseringsstyrelsen fører tilsyn" in real[1]
    assert "demonstration" not in "".join(real)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_them_and_to_an_api_page_for_people(language: Language) -> None:
    html = Pages("https://drift.example.dk").front(world.calm(), language, stale=False)
    footer = html[html.index("<footer") :]
    for which in Statement:
        assert f'href="{addresses.page(which, language)}"' in footer
    guide = Pages("https://drift.example.dk").integration(language)
    assert f'href="{addresses.page("integration", language)}#laes"' in footer and 'id="laes"' in guide
    assert "/api/" not in footer
