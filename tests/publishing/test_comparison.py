"""Expected and observed on the desk: who may read it, and how it reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.actions import import_documents
from samdrift.publishing import exploring
from samdrift.publishing.pages.comparison import lasted
from samdrift.vocabulary import LANGUAGES, Language
from tests.accounts.cast import client_of
from tests.publishing.believing import believed
from tests.publishing.installation import documents

OWNER = "digitaliseringsstyrelsen"


@pytest.fixture
def compared(db: None) -> None:
    """Virk never felt that MitID was down through NemLog-in; borger.dk had a fault of its own."""
    exploring.portfolio.cache_clear()
    now = timezone.now()
    import_documents(documents=list(documents().values()), actor=None, now=now - timedelta(days=100))
    start = now - timedelta(days=2)
    believed("mitid/login", "ooooo", start=start)
    believed("nemlog-in/login", "omooo", start=start)
    believed("borger-dk/selvbetjening", "omodo", start=start)
    believed("virk-dk/selvbetjening", "ooooo", start=start)
    believed("cvr", "ooooo", start=start)


def person(role: Role, organisation: str) -> Client:
    place = Organisation.objects.get(slug=organisation)
    return client_of(
        Person.objects.create(email=f"{role}@{organisation}.example.dk", name="Rikke", role=role, organisation=place)
    )


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def owner(slug: str) -> str:
    return documents()[slug].owner.organisation


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [
        (Role.READER, 403, 403),
        (Role.OPERATIONS, 200, 403),
        (Role.SYSTEM_OWNER, 200, 403),
        (Role.SECRETARIAT, 200, 200),
        (Role.ADMINISTRATOR, 200, 200),
    ],
)
def test_only_the_two_ends_read_it(compared: None, role: Role, own: int, other: int) -> None:
    assert owner("virk-dk") != owner("mitid")
    browser = person(role, owner("virk-dk"))
    assert browser.get("/desk/afvigelser/virk-dk/").status_code == own
    assert browser.get("/desk/afvigelser/mitid/").status_code == other
    assert browser.get("/desk/afvigelser/").status_code == own


def test_the_consumer_reads_that_it_was_spared(compared: None) -> None:
    told = read(person(Role.SYSTEM_OWNER, owner("virk-dk")), "/desk/afvigelser/virk-dk/")
    heading = told.index("har brug for NemLog-in: Login og autentifikation (kritisk)")
    sentence = told.index("Det burde være ramt 1 gang. Det blev slet ikke ramt. Det virkede i 45 minutter")
    assert heading < sentence
    assert "Ret dokumentet" in told


def test_the_provider_reads_it_from_the_other_side_and_whose_document_it_stands_in(compared: None) -> None:
    told = read(person(Role.OPERATIONS, owner("nemlog-in")), "/desk/afvigelser/nemlog-in/")
    other_side = told.index("Set fra den anden side")
    assert other_side < told.index("har brug for NemLog-in: Login og autentifikation (kritisk)")
    assert "Ret dokumentet" not in told, "operations report no changes"


def test_a_fault_that_nothing_explains_may_be_a_missing_need(compared: None) -> None:
    told = read(person(Role.SECRETARIAT, owner("virk-dk")), "/desk/afvigelser/borger-dk/")
    assert "1 fejl, i alt 1 time, mens alt det, det har brug for, virkede." in told
    assert "der mangler en afhængighed" in told


def test_the_list_says_how_much_there_is_to_read_of_ones_own(compared: None) -> None:
    told = read(person(Role.SYSTEM_OWNER, owner("virk-dk")), "/desk/afvigelser/")
    assert 'href="/desk/afvigelser/virk-dk/"' in told
    assert "1 afhængighed ramte mindre end ventet." in told
    assert 'href="/desk/afvigelser/borger-dk/"' not in told


def test_where_there_is_nothing_to_read_it_says_how_much_was_seen(compared: None) -> None:
    told = read(person(Role.SECRETARIAT, owner("virk-dk")), "/desk/afvigelser/")
    after = {
        slug: told.partition(f'href="/desk/afvigelser/{slug}/"')[2].partition("</li>")[0] for slug in ("cvr", "cpr")
    }
    assert "Ingen afvigelser i den tid, vi har observeret (2 døgn)." in after["cvr"]
    assert "Ikke observeret." in after["cpr"]
    page = read(person(Role.ADMINISTRATOR, owner("virk-dk")), "/desk/afvigelser/cpr/")
    assert "Vi har ikke observeret det i den periode." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_calm_weather_there_is_no_disagreement(db: None, language: Language) -> None:
    exploring.portfolio.cache_clear()
    import_documents(documents=list(documents().values()), actor=None, now=timezone.now() - timedelta(days=100))
    browser = person(Role.SECRETARIAT, OWNER)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    told = read(browser, "/desk/afvigelser/mitid/")
    assert told.count({"da": "Ingen afvigelser.", "en": "No discrepancies."}[language]) == 3


@pytest.mark.parametrize(
    ("minutes", "danish", "english"),
    [
        (0.5, "under et minut", "less than a minute"),
        (1, "1 minut", "1 minute"),
        (61.5, "1 time og 1 minut", "1 hour and 1 minute"),
        (120, "2 timer", "2 hours"),
        (24 * 60 + 59, "1 døgn", "1 day"),
        (50 * 60, "2 døgn og 2 timer", "2 days and 2 hours"),
    ],
)
def test_lengths_in_words(minutes: float, danish: str, english: str) -> None:
    for language, words in (("da", danish), ("en", english)):
        with override(language):
            assert lasted(round(minutes * 60_000_000)) == words


@pytest.mark.parametrize("address", ["/desk/afvigelser/", "/desk/afvigelser/virk-dk/"])
def test_a_demonstration_says_that_what_was_seen_is_invented(compared: None, settings: Settings, address: str) -> None:
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = True, timezone.now()
    browser = person(Role.SYSTEM_OWNER, owner("virk-dk"))
    assert "er opdigtet til demonstrationen." in read(browser, address)
    settings.DEMONSTRATION = False
    assert "opdigtet" not in read(browser, address)
