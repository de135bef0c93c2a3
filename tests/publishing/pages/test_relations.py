from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from samdrift.publishing.pages import Pages
from samdrift.vocabulary import Language
from tests import world
from tests.portfolio.documents import document
from tests.publishing.pages.test_documentation import OTHER, text
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
        for heading in ("Hvad NemKonto har brug for", "Hvem der har brug for NemKonto")
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
    assert 'aria-label="OTHER: kritisk. Hel har brug for OTHER: kritisk"' in drawn
    assert 'aria-label="Hel: dette system"' in drawn


def test_too_many_are_not_drawn() -> None:
    many = [document(f"s{number}", dependencies=[NEED]) for number in range(30)]
    relations = described(OTHER, *many).documents["other"].relations
    read = PAGES.system(replace(world.mitid(), slug="other"), "da", stale=False, relations=relations)
    assert "map-drawing" not in read
    assert read.count('<span class="line">Hele systemet</span>') >= 30


def test_a_system_that_needs_nothing_says_nothing() -> None:
    nothing = described(OTHER).documents["other"].relations
    status = world.mitid()
    assert "Hvem der har brug for" not in PAGES.system(status, "da", stale=False, relations=nothing)


def test_what_is_assumed_is_marked() -> None:
    relations = described(WHOLE, OTHER).documents["whole"].relations
    read = PAGES.system(replace(world.mitid(), slug="whole"), "da", stale=False, relations=relations)
    assert text(read).count("Kritisk antaget") == 1, "the level is; the dependency itself is documented"
