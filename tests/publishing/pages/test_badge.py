from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from samdrift.publishing.badge import badge
from samdrift.snapshot.model import SystemStatus, Whole
from samdrift.vocabulary import Language
from tests import world

SVG = "{http://www.w3.org/2000/svg}"
DOWN = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT)
CLOSED_IN_PART = replace(
    world.changed(world.mitid(), world.DEGRADED, world.BROKEN_AT), whole=Whole(world.PLANNED, world.BROKEN_AT)
)


@pytest.mark.parametrize(
    ("system", "language", "stale", "title"),
    [
        (world.mitid(), "da", False, "MitID: Virker"),
        (world.mitid(), "en", False, "MitID: Working"),
        (DOWN, "da", False, "MitID: Nedbrud"),
        (DOWN, "da", True, "MitID: Seneste melding: nedbrud"),
        (world.changed(world.mitid(), world.UNKNOWN, world.BROKEN_AT), "da", False, "MitID: Vi ved ikke"),
        (CLOSED_IN_PART, "da", False, "MitID: Forringet drift, planlagt arbejde"),
        (CLOSED_IN_PART, "en", True, "MitID: Last known: degraded"),
        (world.nemid(), "da", False, "NemID: Lukket"),
        (world.nemid(), "en", True, "NemID: Closed"),
    ],
)
def test_it_says_in_words_what_it_shows(system: SystemStatus, language: Language, stale: bool, title: str) -> None:
    # Our own output, of a few hundred bytes.
    image = ElementTree.fromstring(badge(system, language, stale=stale))  # noqa: S314
    assert image.findtext(f"{SVG}title") == title
    assert image.get("role") == "img"
    assert ": ".join("".join(each.itertext()) for each in image.iter(f"{SVG}text")) == title


def test_only_what_works_and_is_known_is_green() -> None:
    green = "#2c6b00"
    assert green in badge(world.mitid())
    assert green not in badge(world.mitid(), stale=True)
    assert green not in badge(DOWN)


def test_nothing_in_it_is_a_style() -> None:
    assert "style" not in badge(DOWN)
