from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.days import today
from samdrift.portfolio.document import SystemDocument
from samdrift.publishing import exploring
from samdrift.publishing.generation import File, Store
from samdrift.publishing.views import explore_map
from samdrift.snapshot.generation import Manifest
from samdrift.vocabulary import Audience
from tests.portfolio.documents import both, document
from tests.publishing.pages.test_front import text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
BEFORE, CHANGED = NOW - timedelta(days=20), NOW - timedelta(days=10)


def named(slug: str, name: str, *needs: tuple[str, str], told_to: str = "public") -> SystemDocument:
    identity = {"slug": slug, "name": both(name), "purpose": both("Brug")}
    dependencies = [
        {
            "id": provider,
            "on": provider,
            "criticality": level,
            "why": both("Login"),
            "pattern": "real_time",
            "evidence": {"basis": "assumed"},
            "told_to": told_to,
        }
        for provider, level in needs
    ]
    return document(slug, identity=identity, dependencies=dependencies)


FIRST = (
    named("mitid", "MitID"),
    named("nemlog-in", "NemLog-in", ("mitid", "critical")),
    named("borger-dk", "borger.dk", ("nemlog-in", "critical")),
    named("cvr", "CVR"),
)


@pytest.fixture(autouse=True)
def two_days(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Four systems; ten days ago borger.dk came to need CVR, and NemLog-in needed MitID less."""
    settings.PUBLISHED = tmp_path
    import_documents(documents=FIRST, actor=None, now=BEFORE)
    changed = (
        named("nemlog-in", "NemLog-in", ("mitid", "high")),
        named("borger-dk", "borger.dk", ("nemlog-in", "critical"), ("cvr", "low")),
    )
    import_documents(documents=changed, actor=None, now=CHANGED)
    yield
    # Another test's rows may be as many as these, and the caches know them by their number.
    for cache in (exploring.portfolio, exploring.explore, explore_map._tables):
        cache.cache_clear()


def days_ago(count: int) -> str:
    return str(today(NOW) - timedelta(days=count))


def asked(client: Client, language: str = "da", **parameters: str) -> str:
    answer = client.get("/udforsk/kort/" if language == "da" else "/en/explore/map/", parameters)
    assert answer.status_code == 200, text_of(answer.content.decode())
    return answer.content.decode()


def drawn(html: str) -> set[tuple[str, str]]:
    """Links of the wide drawing, by their ends."""
    parts = html.partition("map-layers")[2].partition("</svg>")[0].split('data-from="')[1:]
    return {(part.partition('"')[0], part.partition('data-to="')[2].partition('"')[0]) for part in parts}


def test_the_whole_map_now(client: Client) -> None:
    html = asked(client)
    assert drawn(html) == {("nemlog-in", "mitid"), ("borger-dk", "nemlog-in"), ("borger-dk", "cvr")}
    assert "Kortet viser det hele. Intet er skjult." in text_of(html)


def test_an_earlier_day_shows_what_was_in_force_then_and_no_states(client: Client) -> None:
    html = asked(client, dato=days_ago(15))
    assert drawn(html) == {("nemlog-in", "mitid"), ("borger-dk", "nemlog-in")}
    assert "Det viser ikke, om systemerne virkede den dag." in text_of(html)
    assert 'href="#shape-' not in html.partition("map-layers")[2].partition("</svg>")[0]


def test_around_one_system_it_says_how_much_is_hidden(client: Client) -> None:
    html = asked(client, system="mitid", retning="op", trin="1")
    assert drawn(html) == {("nemlog-in", "mitid")}
    assert "Skjult: 2 systemer og 2 afhængigheder." in text_of(html)
    assert drawn(asked(client, system="mitid", retning="op", trin="2")) == {
        ("nemlog-in", "mitid"),
        ("borger-dk", "nemlog-in"),
    }


def test_only_what_is_critical(client: Client) -> None:
    html = asked(client, niveau="kritisk")
    assert drawn(html) == {("borger-dk", "nemlog-in")}
    assert "Skjult: 0 systemer og 2 afhængigheder." in text_of(html)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "da",
            (
                "borger.dk har nu brug for CVR (lav).",
                "NemLog-in og MitID: kritikalitet er ændret fra kritisk til høj.",
            ),
        ),
        (
            "en",
            ("borger.dk now needs CVR (low).", "NemLog-in and MitID: criticality changed from critical to high."),
        ),
    ],
)
def test_the_difference_between_two_days_in_words_and_on_the_map(
    client: Client, language: str, sentences: tuple[str, ...]
) -> None:
    html = asked(client, language, dato=days_ago(15), mod=days_ago(2))
    for sentence in sentences:
        assert sentence in text_of(html)
    assert 'link-low link-assumed link-added" data-from="borger-dk" data-to="cvr"' in html
    assert 'link-high link-assumed link-changed" data-from="nemlog-in" data-to="mitid"' in html


def test_the_order_of_the_two_days_does_not_matter(client: Client) -> None:
    one, other = asked(client, dato=days_ago(15), mod=days_ago(2)), asked(client, dato=days_ago(2), mod=days_ago(15))
    for html in (one, other):
        assert "borger.dk har nu brug for CVR (lav)." in text_of(html)


def test_days_without_a_change_between_them_say_so(client: Client) -> None:
    assert "Intet er ændret på denne del af kortet." in text_of(asked(client, dato=days_ago(9), mod=days_ago(2)))


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ({"dato": str(today(NOW) + timedelta(days=2))}, "Dag: Den dag er ikke kommet endnu."),
        ({"dato": "23.11.2026"}, "Dag: Skriv dagen som år-måned-dag"),
        ({"mod": "1850-01-01"}, "Sammenlign med en anden dag: Så gammelt et kort findes ikke."),
        ({"system": "nemid"}, "System: Det system findes ikke."),
        ({"trin": "9"}, "Trin væk fra systemet: Vælg en af mulighederne."),
        ({"retning": "<script>"}, "Retning: Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_drawn(
    client: Client, parameters: dict[str, str], fault: str
) -> None:
    answer = client.get("/udforsk/kort/", parameters)
    assert answer.status_code == 400
    assert fault in text_of(answer.content.decode())
    assert "map-drawing" not in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def test_the_public_address_says_the_same_to_whoever_is_signed_in(client: Client) -> None:
    import_documents(
        documents=[named("cvr", "CVR", ("mitid", "high"), told_to="partners")], actor=None, now=NOW - timedelta(days=1)
    )
    before = asked(client)
    agency = Organisation.objects.create(slug="o", name_da="O", name_en="O")
    person = Person.objects.create(email="r@example.dk", name="Rikke", role=Role.READER, organisation=agency)
    client.force_login(person)
    assert asked(client) == before
    assert ("cvr", "mitid") not in drawn(before)
    assert ("cvr", "mitid") in drawn(client.get("/desk/kort/").content.decode())


def test_shared_caches_may_keep_it_for_a_moment(client: Client) -> None:
    answer = client.get("/udforsk/kort/")
    assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_asking_again_reads_only_whether_something_changed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked(client, system="mitid", dato=days_ago(3))
    with django_assert_num_queries(2):
        asked(client, system="mitid", dato=days_ago(3))


def test_a_system_that_was_not_there_that_day_is_not_drawn(client: Client) -> None:
    import_documents(documents=[named("ny", "Nyt")], actor=None, now=NOW - timedelta(days=1))
    html = asked(client, system="ny", dato=days_ago(15))
    assert "map-drawing" not in html
    assert "Nyt var ikke på kortet den dag." in text_of(html)


def test_the_day_is_copenhagens() -> None:
    night = exploring.ask(date(2026, 10, 25), Audience.PUBLIC, (), NOW)
    assert night.at == datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)


def test_systems_to_choose_from_stand_in_danish_order(client: Client) -> None:
    more = (named("aeldre", "Ældre"), named("aalborg", "Aalborg"), named("oere", "Øre"), named("zoo", "Zoo"))
    import_documents(documents=more, actor=None, now=CHANGED + timedelta(seconds=1))
    options = re.findall(r"<option[^>]*>([^<]+)</option>", asked(client))
    names = [each for each in options if each in {"Zoo", "Ældre", "Øre", "Aalborg"}]
    assert names == ["Zoo", "Ældre", "Øre", "Aalborg"]


def published(settings: Settings, *expected: str) -> None:
    """MitID is down, confirmed now, and may be felt by `expected`."""
    since = NOW.isoformat()

    def part(slug: str) -> dict[str, object]:
        felt = {"level": "major_outage", "because": ["mitid"], "since": since, "begins": None, "planned": False}
        level = "major_outage" if slug == "mitid" else "operational"
        state = {"level": level, "planned": False, "observed": True, "since": since}
        return {"slug": slug, "name": {}, "services": [], "expected": felt if slug in expected else None, **state}

    store = Store(settings.PUBLISHED)
    systems = [part(slug) for slug in ("mitid", "nemlog-in", "cvr")]
    entry = store.put(File(json.dumps({"systems": systems}).encode(), "application/json", "public"))
    store.swap(Manifest(1, since, (), {"/api/v1/status.json": entry}))
    store.beat(datetime.now(UTC).isoformat())


def test_it_shows_the_states_of_now_with_their_time(client: Client, settings: Settings) -> None:
    published(settings, "nemlog-in")
    html = asked(client, system="mitid")
    text = text_of(html).replace("\xa0", " ")
    assert re.search(r"Sådan var systemerne kl\. \d\d\.\d\d\. Siden opdaterer ikke sig selv\. Hent den igen", text)
    assert '<a href="?system=mitid">' in html
    assert re.search(r"Nedbrud MitID Kan være \w+ NemLog-in ", text)
    assert re.search(r'class="[^"]*link-felt" data-from="nemlog-in" data-to="mitid"', html)
    assert "rød: fører til det, der ikke virker" in text


def test_no_states_are_shown_of_a_day_that_is_over(client: Client, settings: Settings) -> None:
    published(settings, "nemlog-in")
    text = text_of(asked(client, dato=days_ago(2)))
    assert "Det viser ikke, om systemerne virkede den dag." in text
    for live in ("Tilstand", "Nedbrud", "Hent den igen", "rød: fører til"):
        assert live not in text


def test_before_the_first_document_there_is_no_map(client: Client) -> None:
    text = text_of(asked(client, dato="2020-01-01"))
    assert "Så gammelt et kort findes ikke." in text
    assert "Intet er skjult" not in text
