from __future__ import annotations

import json
from datetime import timedelta

import jsonschema
import pytest
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import dependencies_json, words
from tests.portfolio.formats.portfolios import SMALL, demo, portfolio, portfolios

SCHEMA = json.loads(dependencies_json.schema())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_it_follows_its_schema_and_holds_every_edge(drawn: Portfolio) -> None:
    written = json.loads(dependencies_json.write(drawn))
    jsonschema.validate(written, SCHEMA)
    assert [
        (each["consumer"], each["provider"], each["id"], each["why"]["da"]) for each in written["dependencies"]
    ] == [(edge.consumer.slug, edge.provider.slug, edge.dependency.id, edge.dependency.why.da) for edge in drawn.edges]
    assert [(each["slug"], each["name"]["en"]) for each in written["systems"]] == [
        (system.slug, system.name.en) for system in drawn.systems
    ]


def test_every_field_of_a_dependency() -> None:
    login, people, sms, _ = json.loads(dependencies_json.write(SMALL))["dependencies"]
    assert login == {
        "consumer": "borger-dk",
        "provider": "mitid",
        "id": "login",
        "services": ["overblik"],
        "provider_service": "login",
        "criticality": "critical",
        "criticality_assumed": False,
        "pattern": "real_time",
        "tolerance": None,
        "group": None,
        "required": None,
        "why": {"da": "It is needed.", "en": "It is needed."},
        "assumed": False,
        "source": {"title": "Lov om MitID, § 8", "url": "https://example.dk/lov"},
    }
    assert (people["services"], people["provider_service"], people["tolerance"]) == ([], None, "P1D")
    assert (people["assumed"], people["criticality_assumed"], people["source"]) == (True, True, None)
    assert (sms["group"], sms["required"], sms["tolerance"]) == ("besked", 1, "PT90M")


def test_every_system_is_told_also_those_that_nobody_needs() -> None:
    written = json.loads(dependencies_json.write(demo()))
    assert {each["slug"]: each["status"] for each in written["systems"]}["nemid"] == "retired"
    jsonschema.validate(json.loads(dependencies_json.write(portfolio())), SCHEMA)


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(days=1), "P1D"),
        (timedelta(hours=24), "P1D"),
        (timedelta(hours=25), "PT25H"),
        (timedelta(minutes=90), "PT90M"),
        (timedelta(minutes=60), "PT1H"),
    ],
)
def test_a_duration_is_written_in_the_largest_unit_that_fits(length: timedelta, written: str) -> None:
    assert words.duration(length) == written
