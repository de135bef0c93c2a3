from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.portfolio.document import Faults, yaml
from samdrift.portfolio.formats import graph_file, graph_in
from samdrift.vocabulary import Criticality
from tests.portfolio.documents import slugs
from tests.portfolio.formats.portfolios import portfolio


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """In the writer's order, and no need told twice."""
    systems = sorted(draw(st.lists(slugs, min_size=1, max_size=6, unique=True)))
    needs = {}
    for consumer in systems if len(systems) > 1 else ():
        others = st.lists(st.sampled_from([each for each in systems if each != consumer]), min_size=1, unique=True)
        for providers in draw(st.lists(others.map(sorted), max_size=4)):
            required = draw(st.integers(1, len(providers)))
            criticality = draw(st.sampled_from(Criticality)).value
            needs[consumer, tuple(providers), required, criticality] = {
                "consumer": consumer, "providers": providers, "required": required, "criticality": criticality
            }  # fmt: skip
    return {"systems": systems, "dependencies": [needs[key] for key in sorted(needs)]}


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_a_graph_that_goes_in_comes_out_the_same(graph: dict[str, Any]) -> None:
    documents = graph_in.documents_in(graph, "graph.json")
    again = tuple(yaml.read(yaml.write(each), each.slug) for each in documents)
    assert json.loads(graph_file.write(portfolio(*again))) == graph


def test_everything_is_assumed_and_outside_the_status_page() -> None:
    graph = {
        "systems": ["Digital Post", "CPR"],
        "dependencies": [{"consumer": "Digital Post", "providers": ["CPR"], "criticality": "high"}],
    }
    post, cpr = graph_in.documents_in(graph, "graph.json")
    assert (post.slug, post.identity.name.da, cpr.slug) == ("digital-post", "Digital Post", "cpr")
    assert post.identity.scope == cpr.identity.scope == "external"
    assert post.services == ()
    [need] = post.dependencies
    assert (need.id, need.on, need.criticality) == ("cpr", "cpr", "high")
    assert need.evidence.basis == need.criticality_basis == "assumed"
    assert post.owner.organisation == "ikke-oplyst"
    assert post.note and "antaget" in post.note.da


def test_the_owner_may_be_told() -> None:
    owner = {"organisation": "digst", "name": {"da": "Styrelsen", "en": "The agency"}}
    [document] = graph_in.documents_in({"systems": ["a"], "dependencies": []}, "graph.json", owner)
    assert document.owner.organisation == "digst"


def faults(graph: object) -> list[tuple[str, str, str]]:
    with pytest.raises(Faults) as raised:
        graph_in.documents_in(graph, "graph.json")
    assert {fault.file for fault in raised.value.faults} == {"graph.json"}
    return [(fault.field, fault.value, fault.expected) for fault in raised.value.faults]


def need(**fields: Any) -> dict[str, Any]:
    return {"consumer": "a", "providers": ["b"], "criticality": "low", **fields}


@pytest.mark.parametrize(
    ("graph", "fault"),
    [
        ([], ("", "a list", "a group with systems and dependencies")),
        ({"dependencies": []}, ("systems", "missing", "a list")),
        ({"systems": []}, ("dependencies", "missing", "a list")),
        ({"systems": ["a", "a"], "dependencies": []}, ("systems[1]", "'a'", "each system once")),
        ({"systems": [3], "dependencies": []}, ("systems[0]", "3", "the name of a system")),
        (
            {"systems": ["A b", "a B"], "dependencies": []},
            ("systems[1]", "'a B'", "a name that is not a-b as a slug; 'A b' is that already"),
        ),
        (
            {"systems": ["日本"], "dependencies": []},
            ("systems[0]", "'日本'", "a name with letters or digits that a slug of at most 64 can be made of"),
        ),
        (
            {"systems": [], "dependencies": [], "nodes": []},
            ("nodes", "a list", "no such field; here belong systems and dependencies"),
        ),
    ],
)
def test_faults_of_the_graph(graph: object, fault: tuple[str, str, str]) -> None:
    assert faults(graph) == [fault]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"consumer": "x"}, ("consumer", "'x'", "the name of one of the systems")),
        ({"consumer": None}, ("consumer", "missing", "the name of one of the systems")),
        ({"providers": ["x"]}, ("providers[0]", "'x'", "the name of one of the systems")),
        ({"providers": [["b"]]}, ("providers[0]", "a list", "the name of one of the systems")),
        ({"providers": "b"}, ("providers", "'b'", "a list")),
        ({"providers": []}, ("providers", "a list", "at least one system")),
        ({"providers": ["a"]}, ("providers[0]", "'a'", "another system than the consumer")),
        ({"providers": ["b", "b"]}, ("providers[1]", "'b'", "each provider once")),
        ({"required": 0}, ("required", "0", "a whole number from 1 to 1")),
        ({"required": 2}, ("required", "2", "a whole number from 1 to 1")),
        ({"required": True}, ("required", "True", "a whole number from 1 to 1")),
        ({"criticality": "severe"}, ("criticality", "'severe'", "one of critical, high, low")),
        ({"criticality": None}, ("criticality", "missing", "one of critical, high, low")),
        ({"why": "x"}, ("why", "'x'", "no such field; here belong consumer, criticality, providers, required")),
    ],
)
def test_faults_of_a_dependency(fields: dict[str, Any], fault: tuple[str, str, str]) -> None:
    [found] = faults({"systems": ["a", "b"], "dependencies": [need(), need(**fields)]})
    assert found == (f"dependencies[1].{fault[0]}", *fault[1:])


def test_all_faults_are_told_at_once() -> None:
    graph = {
        "systems": ["a", "b", "b"],
        "dependencies": [need(criticality="x", providers=["z"]), 7, need(consumer="y")],
    }
    assert [field for field, _, _ in faults(graph)] == [
        "dependencies[0].criticality",
        "dependencies[0].providers[0]",
        "dependencies[1]",
        "dependencies[2].consumer",
        "systems[2]",
    ]


def test_what_a_document_cannot_hold_is_told_of_its_system() -> None:
    systems = [f"s{number}" for number in range(302)]
    many = [{"consumer": "s0", "providers": [each], "criticality": "low"} for each in systems[1:]]
    [(field, _, wanted)] = faults({"systems": systems, "dependencies": many})
    assert (field, wanted) == ("systems[0]: dependencies", "at most 300 in the list")
    [name, _] = faults({"systems": ["a\u202eb"], "dependencies": []})
    assert name == ("systems[0]: identity.name.da", "'a\\u202eb'", "text without invisible control characters")
