from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from samdrift.publishing.described import Relations
from samdrift.publishing.pages import Pages
from samdrift.publishing.pages import relations as related
from samdrift.vocabulary import Language
from tests import world
from tests.portfolio.documents import document
from tests.publishing.pages import beside
from tests.publishing.pages.test_documentation import OTHER, text
from tests.publishing.pages.test_front import text_of
from tests.publishing.telling import WHOLE, demo, described

PAGES = Pages("https://drift.example.dk")
NEED = {
    "id": "d",
    "on": "other",
    "criticality": "low",
    "why": {"da": "Opslag", "en": "Look-up"},
    "pattern": "copy",
    "evidence": {"basis": "assumed"},
}


def page(language: Language = "da") -> str:
    """NemKonto's, with the relations of the demo's portfolio."""
    relations = demo().documents["nemkonto"].relations
    status = next(each for each in world.calm().systems if each.slug == "nemkonto")
    return unescape(PAGES.system(status, language, stale=False, relations=relations))


def test_it_says_what_the_system_needs_and_what_needs_it() -> None:
    relations = demo().documents["nemkonto"].relations
    read = page()
    needs, needed_by = (
        re.search(rf"<h3>{heading}</h3>.*?</table>", read, re.DOTALL)
        for heading in ("Hvad NemKonto har brug for", "Hvad der bruger NemKonto")
    )
    assert needs, read
    assert needs[0].count('<tr role="row">') == len(relations.needs) + 1
    assert all(edge.provider.name.da in needs[0] for edge in relations.needs)
    assert bool(needed_by) == bool(relations.needed_by)


def test_links_lead_to_the_status_page_where_there_is_one() -> None:
    external = next(
        edge.provider.slug
        for slug in demo().documents
        for edge in demo().documents[slug].relations.needs
        if slug == "nemkonto" and edge.provider.external
    )
    assert f'href="/systemer/{external}/dokumentation/"' in page()
    assert 'href="/systemer/cpr/"' in page()
    assert 'href="/systemer/nemkonto/dokumentation/"' in page()


def test_it_is_complete_in_english() -> None:
    read = text(page("en"))
    assert "What NemKonto needs" in read
    assert "real time" in read.lower() or "copy" in read.lower()


def test_the_drawing_says_how_critical_each_is() -> None:
    relations = described(WHOLE, OTHER).documents["whole"].relations
    read = PAGES.system(replace(world.mitid(), slug="whole"), "da", stale=False, relations=relations)
    drawn = read[read.index('<svg class="map-drawing map-layers') :]
    assert 'aria-label="OTHER: vi ved ikke. Hel har brug for OTHER: kritisk"' in drawn
    assert 'aria-label="Hel: virker, dette system"' in drawn


def test_too_many_are_not_drawn() -> None:
    many = [document(f"s{number}", dependencies=[NEED]) for number in range(30)]
    relations = described(OTHER, *many).documents["other"].relations
    read = PAGES.system(replace(world.mitid(), slug="other"), "da", stale=False, relations=relations)
    assert "map-drawing" not in read
    assert read.count('<span class="line">Hele systemet</span>') >= 30


def test_a_system_that_needs_nothing_says_nothing() -> None:
    nothing = described(OTHER).documents["other"].relations
    status = world.mitid()
    assert "Hvad der bruger" not in PAGES.system(status, "da", stale=False, relations=nothing)


def test_what_is_assumed_is_marked() -> None:
    relations = described(WHOLE, OTHER).documents["whole"].relations
    read = PAGES.system(replace(world.mitid(), slug="whole"), "da", stale=False, relations=relations)
    assert text(read).count("Kritisk antaget") == 1, "the level is; the dependency itself is documented"


def row(html: str, name: str) -> str:
    """The row of the two tables that is about the system `name`."""
    tables = html[html.index("<h3>") : html.index("<h2>", html.index("<h3>"))]
    return text_of(f"<main>{next(each for each in tables.split('<tr')[1:] if f'>{name}</a>' in each)}</main>")


def test_the_tables_say_how_each_neighbour_is() -> None:
    borger = beside.page(world.mitid_felt(), "borger-dk")
    assert "Status: Virker Kan være ramt af fejlen i MitID Kritikalitet: Kritisk" in row(borger, "NemLog-in")
    assert "Status: Virker Kritikalitet:" in row(borger, "CPR")
    nemlog_in = beside.page(world.mitid_felt(), "nemlog-in")
    assert "Status: Nedbrud Kritikalitet:" in row(nemlog_in, "MitID")
    assert 'class="state state-major"' in nemlog_in
    assert "Status: Ekstern Kritikalitet:" in row(beside.page(world.mitid_felt(), "mitid"), "eIndkomst")


def test_the_drawing_shows_how_each_is_and_which_way_trouble_may_take() -> None:
    html = beside.page(world.mitid_felt(), "nemlog-in")
    drawn = html[html.index('<svg class="map-drawing map-layers') : html.index("</svg>", html.index("map-layers"))]
    assert re.search(r'id="layers-mitid" class="node node-major"', drawn)
    assert 'aria-label="MitID: nedbrud. NemLog-in har brug for MitID: kritisk"' in drawn
    assert re.search(r'id="layers-borger-dk" class="node node-affected"', drawn)
    assert re.search(r'class="link link-critical( link-assumed)? link-trouble link-felt" data-from="nemlog-in"', drawn)
    assert re.search(r'class="link link-critical( link-assumed)? link-felt" data-from="borger-dk"', drawn)


def test_a_page_that_is_old_says_what_was_last_known_of_neighbours() -> None:
    old = beside.page(world.mitid_felt(), "nemlog-in", stale=True)
    assert "Status: Seneste melding: nedbrud" in row(old, "MitID")
    assert "node-major" not in old
    assert "link-felt" not in old


def test_the_tables_are_made_once_whatever_the_states_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    tables = related.tables

    def counted(name: str, relations: Relations, language: Language) -> related.Slotted:
        made.append(name)
        return tables(name, relations, language)

    monkeypatch.setattr(related, "tables", counted)
    pages = Pages("https://drift.example.dk")
    own = demo().documents["nemlog-in"].relations
    told = set()
    for snapshot in (world.calm(), world.mitid_felt(), world.calm()):
        around = beside.besides(snapshot)["nemlog-in"]
        status = beside.system(snapshot, "nemlog-in")
        told.add(pages.system(status, "da", stale=False, relations=own, beside=around))
    assert len(told) == 2
    assert len(made) == 1
