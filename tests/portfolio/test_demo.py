"""What the site promises of the demo portfolio."""

from __future__ import annotations

from pathlib import Path

import pytest

from samdrift.portfolio.document import SystemDocument, load_folder

DEMO = {document.slug: document for document in load_folder(Path("demo/portfolio"))}
TWELVE = {
    *("mitid", "nemlog-in", "nemkonto", "digital-post", "borger-dk", "virk-dk"),
    *("cvr", "sundhed-dk", "nemhandel", "cpr", "datafordeleren", "serviceplatformen"),
}


def test_twelve_systems_and_nemid() -> None:
    assert set(DEMO) == TWELVE | {"nemid"}
    assert {slug for slug, each in DEMO.items() if each.life_cycle.status == "in_operation"} == TWELVE
    assert DEMO["nemid"].life_cycle.successor == "mitid"
    assert str(DEMO["nemid"].life_cycle.retired_on) == "2023-10-31"


@pytest.mark.parametrize("document", DEMO.values(), ids=DEMO)
def test_each_says_that_it_is_not_the_official_mapping(document: SystemDocument) -> None:
    assert document.note is not None
    assert "ikke den officielle kortlægning" in document.note.da
    assert "not the official mapping" in document.note.en


@pytest.mark.parametrize("document", DEMO.values(), ids=DEMO)
def test_each_speaks_in_sentences_of_what_people_can_do(document: SystemDocument) -> None:
    assert 2 <= len(document.services) <= 4
    for service in document.services:
        assert not service.purpose.da.endswith(".")
        for sentence in (service.without, service.instead):
            assert sentence is None or (sentence.da.endswith(".") and sentence.en.endswith("."))


def test_the_services_that_the_others_are_named_by() -> None:
    for slug in ("mitid", "nemlog-in"):
        assert "login" in {service.id for service in DEMO[slug].services}
