"""The judge of the story is judged: it finds what is false, and lets through what is true."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publishing.situations.facts import Facts
from tests.publishing.situations.times import later_than_last_checked
from tests.publishing.situations.truth import falsehoods


def so(slug: str, name: str, level: str = "operational", *services: dict[str, Any]) -> dict[str, Any]:
    names = {"da": name, "en": name}
    return {
        **{"slug": slug, "id": slug, "name": names, "level": level, "observed": True},
        **{"planned": False, "expected": None, "services": list(services)},
    }


FACTS = Facts(
    [
        so("mitid", "MitID", "major_outage", so("login", "Login", "major_outage"), so("udstedelse", "Udstedelse")),
        so("cvr", "CVR", "operational", so("opslag", "Opslag")),
        so("cpr", "CPR", "degraded", so("opslag", "Opslag", "degraded")),
        so("virk", "virk.dk"),
    ],
    "da",
)
CANNOT = "Du kan ikke læse din post på borger.dk."


@pytest.mark.parametrize(
    "said",
    [
        ["MitID har nedbrud", "CVR og virk.dk virker."],
        ["CPR har også problemer. Vi ser ingen fejl i CVR, men du kan ikke logge ind."],
        ["MitID: Du kan ikke logge ind. Udstedelse virker."],
        ["MitID", "Virker stadig: Udstedelse."],
        ["Vi ved ikke, om MitID virker."],
        ["To systemer virker. Et system har nedbrud."],
        [CANNOT, "Du kan stadig læse din post på e-Boks.dk."],
        [CANNOT, "Post, du allerede har fået, kan du stadig læse."],
        ["Du kan ikke slå personer op direkte i CPR.", "Du kan stadig slå ældre oplysninger op."],
    ],
)
def test_what_is_so_passes(said: list[str]) -> None:
    assert falsehoods(FACTS, [("p", words) for words in said]) == []


@pytest.mark.parametrize(
    "said",
    [
        ["CVR og MitID virker."],
        ["Vi ser ingen fejl i MitID."],
        ["CPR har nedbrud"],
        ["MitID har delvist nedbrud"],
        ["CVR har også problemer."],
        ["Virk.dk kan være ramt, fordi det bruger MitID."],
        ["MitID: Du kan ikke få et MitID. Login virker."],
        ["MitID", "Virker stadig: Login."],
        ["CPR", "Virker stadig: Opslag."],
        ["Alle 4 systemer virker"],
        ["To systemer har nedbrud."],
        ["To systemer har det skidt."],
        [CANNOT, "Du kan stadig læse din post på borger.dk."],
        ["Du kan ikke logge ind med MitID.", "Du kan stadig logge ind og læse dine sager."],
        ["Du kan ikke læse eller besvare din post.", "Post, du allerede har fået, kan du stadig læse."],
    ],
)
def test_what_is_not_so_is_found(said: list[str]) -> None:
    assert falsehoods(FACTS, [("p", words) for words in said]) != []


def test_nothing_was_checked_after_it_was_last_checked() -> None:
    heading, last = "MitID havde nedbrud, da vi sidst tjekkede kl. 13.02", "Senest tjekket kl. 13.02."
    assert later_than_last_checked([heading, last], "da") == []
    assert later_than_last_checked([heading.replace("02", "07"), last], "da") != []
    assert later_than_last_checked(["Not checked since 13:07. Last checked at 13:02."], "en") != []
