"""What the site promises of the demo portfolio."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import SystemDocument, load_folder
from samdrift.portfolio.document.completeness import completeness
from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.document.relations import Dependency, PersonalData
from samdrift.portfolio.document.sections import Scope
from samdrift.portfolio.queries import portfolio_in_force
from samdrift.vocabulary import Audience

DEMO = {document.slug: document for document in load_folder(Path("demo/portfolio"))}
TWELVE = {
    *("mitid", "nemlog-in", "nemkonto", "digital-post", "borger-dk", "virk-dk"),
    *("cvr", "sundhed-dk", "nemhandel", "cpr", "datafordeleren", "serviceplatformen"),
}
EXTERNAL = {
    *("eindkomst", "nsp", "sundhedsdatanettet", "pengeinstitutter", "skatteforvaltningen", "danmarks-statistik"),
    *("sms-gateway", "e-mail-gateway"),
}
Row = tuple[str, str, str, str, str]


def test_twelve_systems_and_nemid_and_those_outside() -> None:
    assert set(DEMO) == TWELVE | {"nemid"} | EXTERNAL
    assert {slug for slug, each in DEMO.items() if each.identity.scope is Scope.EXTERNAL} == EXTERNAL
    assert {slug for slug, each in DEMO.items() if each.life_cycle.status == "retired"} == {"nemid"}
    assert DEMO["nemid"].life_cycle.successor == "mitid"
    assert str(DEMO["nemid"].life_cycle.retired_on) == "2023-10-31"


@pytest.mark.parametrize("document", DEMO.values(), ids=DEMO)
def test_each_says_that_it_is_not_the_official_mapping(document: SystemDocument) -> None:
    assert document.note is not None
    assert "ikke den officielle kortlægning" in document.note.da
    assert "not the official mapping" in document.note.en


@pytest.mark.parametrize("slug", sorted(TWELVE))
def test_each_shared_system_has_a_few_services(slug: str) -> None:
    assert 2 <= len(DEMO[slug].services) <= 6


@pytest.mark.parametrize("document", DEMO.values(), ids=DEMO)
def test_each_speaks_in_sentences_of_what_people_can_do(document: SystemDocument) -> None:
    for service in document.services:
        assert not service.purpose.da.endswith(".")
        for sentence in (service.without, service.instead):
            assert sentence is None or (sentence.da.endswith(".") and sentence.en.endswith("."))


def test_the_services_that_the_others_are_named_by() -> None:
    for slug in ("mitid", "nemlog-in"):
        assert "login" in {service.id for service in DEMO[slug].services}


FOUND: list[Row] = [
    ("borger-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("virk-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("sundhed-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("digital-post", "nemlog-in", "critical", "real_time", "documented"),  # reading post
    ("digital-post", "nemlog-in", "critical", "real_time", "assumed"),  # administrative access
    ("nemlog-in", "mitid", "critical", "real_time", "documented"),
    ("nemlog-in", "cvr", "high", "real_time", "documented"),
    ("nemlog-in", "cpr", "high", "real_time", "documented"),
    ("mitid", "cpr", "low", "real_time", "assumed"),
    ("digital-post", "cpr", "high", "event", "documented"),
    ("digital-post", "cvr", "high", "event", "documented"),
    ("borger-dk", "digital-post", "high", "real_time", "documented"),
    ("virk-dk", "digital-post", "high", "real_time", "documented"),
    ("borger-dk", "cpr", "low", "copy", "documented"),
    ("borger-dk", "datafordeleren", "high", "real_time", "documented"),
    ("nemkonto", "cpr", "high", "real_time", "documented"),
    ("nemkonto", "cvr", "high", "real_time", "documented"),
    ("nemkonto", "pengeinstitutter", "critical", "file", "documented"),
    ("nemkonto", "nemlog-in", "high", "real_time", "assumed"),
    ("virk-dk", "cvr", "critical", "real_time", "documented"),
    ("cvr", "cpr", "low", "copy", "documented"),
    ("cvr", "skatteforvaltningen", "low", "event", "documented"),
    ("cvr", "danmarks-statistik", "low", "event", "documented"),
    ("datafordeleren", "cpr", "high", "copy", "documented"),
    ("datafordeleren", "cvr", "high", "copy", "documented"),
    ("serviceplatformen", "cpr", "high", "copy", "documented"),  # look-up and daily files
    ("serviceplatformen", "cpr", "high", "event", "documented"),  # events
    ("serviceplatformen", "digital-post", "high", "real_time", "documented"),  # who is enrolled
    ("serviceplatformen", "digital-post", "high", "real_time", "assumed"),  # sending
    ("serviceplatformen", "eindkomst", "high", "real_time", "documented"),
    ("sundhed-dk", "nsp", "critical", "real_time", "documented"),
    ("sundhed-dk", "sundhedsdatanettet", "critical", "real_time", "documented"),
    ("nsp", "sundhedsdatanettet", "critical", "real_time", "documented"),
    ("nsp", "cpr", "high", "copy", "documented"),
    ("nemhandel", "cvr", "low", "real_time", "documented"),
    ("nemhandel", "nemlog-in", "low", "real_time", "assumed"),
    ("eindkomst", "mitid", "critical", "real_time", "documented"),
    ("datafordeleren", "mitid", "low", "real_time", "documented"),
]
"""The 33 dependencies that public sources were searched for. Two are on two systems each, and three are written as two,
because one half is assumed or flows in another way."""
OURS: list[Row] = [
    ("digital-post", "sms-gateway", "high", "real_time", "assumed"),
    ("digital-post", "e-mail-gateway", "high", "real_time", "assumed"),
]
"""Assumed from end to end, to show two that stand in for each other."""


def _needs() -> list[tuple[SystemDocument, Dependency]]:
    return [(document, need) for document in DEMO.values() for need in document.dependencies]


def _row(document: SystemDocument, need: Dependency) -> Row:
    provider = need.on.partition("/")[0]
    return (document.slug, provider, need.criticality.value, need.pattern.value, need.evidence.basis.value)


def test_every_dependency_and_how_it_is_known() -> None:
    assert sorted(_row(*each) for each in _needs()) == sorted(FOUND + OURS)


def test_how_critical_a_dependency_is_is_never_told_as_a_fact() -> None:
    assert {need.criticality_basis for _, need in _needs()} == {Basis.ASSUMED}


def test_data_go_over_every_dependency_but_the_network() -> None:
    without = {
        (document.slug, need.id)
        for document, need in _needs()
        if need.id not in {exchange.over for exchange in document.exchanges}
    }
    assert without == {("sundhed-dk", "sundhedsdatanettet"), ("nsp", "sundhedsdatanettet")}


def test_health_data_and_personal_numbers_are_told_as_such() -> None:
    kinds = {
        f"{document.slug}: {exchange.id}": exchange.personal_data
        for document in DEMO.values()
        for exchange in document.exchanges
    }
    assert kinds["sundhed-dk: sundhedsdata"] is PersonalData.SENSITIVE
    assert kinds["nemlog-in: cpr-match"] is PersonalData.CPR_NUMBER
    # Some businesses are one person.
    assert kinds["datafordeleren: cvr-kopi"] is PersonalData.ORDINARY


def test_a_daily_copy_is_done_without_for_a_day() -> None:
    tolerances = {(document.slug, need.id): need.tolerance for document, need in _needs() if need.tolerance}
    assert tolerances == {
        ("borger-dk", "cpr"): "P1D",
        ("serviceplatformen", "cpr-kopi"): "P1D",
        ("datafordeleren", "cpr"): "PT4H",
        ("datafordeleren", "cvr"): "PT4H",
        ("nsp", "cpr"): "PT4H",
    }


@pytest.mark.parametrize("slug", sorted(EXTERNAL))
def test_somebody_needs_each_external_system(slug: str) -> None:
    assert [document.slug for document, need in _needs() if need.on.partition("/")[0] == slug]


@pytest.mark.parametrize("slug", sorted(TWELVE))
def test_none_of_the_twelve_is_described_wholly(slug: str) -> None:
    assert 0 < completeness(DEMO[slug].content()).percent < 100


@pytest.mark.django_db
def test_it_is_taken_in_by_an_empty_installation() -> None:
    now = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
    assert set(import_documents(documents=DEMO.values(), actor=None, now=now).created) == set(DEMO)
    portfolio = portfolio_in_force(now + timedelta(seconds=1), Audience.PUBLIC)
    assert len(portfolio.edges) == len(FOUND + OURS)
    assert {edge.consumer.slug for edge in portfolio.needed_by("mitid")} == {"nemlog-in", "eindkomst", "datafordeleren"}
