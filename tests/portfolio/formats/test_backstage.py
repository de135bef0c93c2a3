"""Held against Backstage's own rules, in node: its schemas, its names, its references."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.fields import Name
from samdrift.portfolio.document.sections import Owner
from samdrift.portfolio.formats import backstage
from tests.portfolio.documents import both, document
from tests.portfolio.formats.portfolios import NASTY, SLUGS, SMALL, demo, dependency, portfolio, portfolios
from tests.portfolio.node import NODE, PACKAGES

RULES = Path(__file__).with_name("backstage_rules.cjs")


def read(written: bytes) -> list[dict[str, Any]]:
    """The entities as Backstage reads them, when it finds no fault in any."""
    assert NODE, "node comes with what the tests install"
    answer = subprocess.run([NODE, RULES, PACKAGES], input=written, capture_output=True, check=True)
    told = json.loads(answer.stdout)
    assert told["faults"] == []
    entities: list[dict[str, Any]] = told["entities"]
    return entities


def components(written: bytes) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in read(written) if each["kind"] == "Component"}


@settings(deadline=None, max_examples=6)
@given(portfolios())
def test_backstage_takes_it_whatever_the_names(drawn: Portfolio) -> None:
    written = backstage.write(drawn)
    entities = read(written)
    assert [
        {**each, "metadata": {**each["metadata"], "namespace": "default"}} for each in yaml.safe_load_all(written)
    ] == (entities)
    titles = {each["metadata"]["name"]: each["metadata"]["title"] for each in entities if each["kind"] == "System"}
    assert titles == {backstage.name(system.slug): system.name.da for system in drawn.systems}
    needing = {each["metadata"]["name"] for each in entities if "dependsOn" in each["spec"]}
    assert needing == {
        backstage.name(edge.consumer.slug, own) for edge in drawn.edges for own in edge.dependency.needed_by or (None,)
    }


def test_every_awkward_text_and_slug_at_once() -> None:
    told = [text.replace("\n", " ") for text in NASTY if text.strip()]
    named: list[SystemDocument] = [
        document(slug, services=SLUGS, owner=slug, interfaces=[_interface(text) for text in told]) for slug in SLUGS
    ]
    entities = read(backstage.write(portfolio(*named)))
    assert len(entities) == len(SLUGS) * (3 + len(SLUGS))


def _interface(text: str) -> dict[str, Any]:
    return {"id": f"i{NASTY.index(text) if text in NASTY else 99}", "name": both(text), "audience": both("x")}


def test_the_demo_portfolio() -> None:
    entities = read(backstage.write(demo()))
    assert {each["kind"] for each in entities} == {"Group", "System", "Component"}


def test_what_needs_what_and_how_badly() -> None:
    parts = components(backstage.write(SMALL))
    whole, overview = parts["borger-dk"], parts["borger-dk.overblik"]
    assert overview["spec"]["dependsOn"] == ["component:default/mitid.login"]
    assert overview["spec"]["subcomponentOf"] == "component:default/borger-dk"
    assert overview["metadata"]["annotations"] == {"samdrift/critical": "component:default/mitid.login"}
    assert whole["spec"]["dependsOn"] == [f"component:default/{each}" for each in ("cpr", "mail", "sms")]
    assert whole["metadata"]["annotations"] == {
        "samdrift/high": "component:default/mail component:default/sms",
        "samdrift/low": "component:default/cpr",
        "samdrift/assumed": "component:default/cpr component:default/mail component:default/sms",
        "samdrift/1-of.besked": "component:default/mail component:default/sms",
    }
    assert "dependsOn" not in parts["borger-dk.post"]["spec"]
    assert parts["sms"]["spec"]["type"] == "external"


def test_a_service_that_is_there_no_more_is_its_system() -> None:
    consumer = document("a", dependencies=[dependency("b", "b/gone", needed_by=["login"])])
    parts = components(backstage.write(portfolio(consumer, document("b"))))
    assert parts["a.login"]["spec"]["dependsOn"] == ["component:default/b"]


def test_life_cycles() -> None:
    retired = document("a", life_cycle={"status": "retired", "retired_on": "2023-10-31"})
    planned = document("b", life_cycle={"status": "planned"})
    parts = components(backstage.write(portfolio(retired, planned, document("c"))))
    assert [parts[slug]["spec"]["lifecycle"] for slug in "abc"] == ["deprecated", "experimental", "production"]


@pytest.mark.parametrize(
    ("system", "service", "name"),
    [
        ("mitid", None, "mitid"),
        ("mitid", "login", "mitid.login"),
        ("a" * 63, None, "a" * 63),
        ("a" * 64, None, "a" * 54 + "-ffe054fe"),
    ],
)
def test_names_are_short_enough_for_backstage(system: str, service: str | None, name: str) -> None:
    assert backstage.name(system, service) == name


def test_an_owner_is_named_once_by_its_own_name() -> None:
    own = document("b", owner="digst")
    joint = own.model_copy(update={"identity": document("a").identity, "owner": _jointly(own)})
    groups = [each for each in read(backstage.write(portfolio(joint, own))) if each["kind"] == "Group"]
    assert [(each["metadata"]["name"], each["metadata"]["title"]) for each in groups] == [("digst", "Digst")]


def _jointly(document: SystemDocument) -> Owner:
    return document.owner.model_copy(update={"jointly_with": (Name(**both("FR I")),)})
