"""What a system's own page tells of others follows them, in the same generation where it can."""

from __future__ import annotations

import re

import pytest

from samdrift.publishing import publisher
from samdrift.vocabulary import Level
from tests.publishing.installation import Installation
from tests.publishing.pages.test_front import text_of


def page(installation: Installation, address: str) -> str:
    return text_of(installation.plain(address).decode())


def test_pages_of_neighbours_follow_in_the_same_generation(whole: Installation) -> None:
    """Of a system that is itself neither in trouble nor expected to be."""
    whole.all_is_well()
    assert "Måske: nedbrud" not in page(whole, "/systemer/mitid/")
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert "CPR" in page(whole, "/systemer/mitid/")
    assert whole.system("cpr")["expected"] is None
    assert "Status: Nedbrud" in page(whole, "/systemer/cpr/"), "which MitID needs"
    assert re.search("Måske: nedbrud [^.]*NemLog-in", page(whole, "/systemer/mitid/"))


def test_who_hits_others_than_before_is_made_anew_before_those_it_hits(
    whole: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    monkeypatch.setattr(publisher, "REACHED", 1)
    whole.said("nemlog-in/login", 20, Level.PARTIAL_OUTAGE)
    whole.turn(21)
    assert re.search("Delvist nedbrud NemLog-in bruger MitID", page(whole, "/systemer/mitid/"))
