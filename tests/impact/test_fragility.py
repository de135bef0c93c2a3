"""Where the portfolio is more fragile than it looks."""

from __future__ import annotations

import pytest

from samdrift.impact import (
    Concentration,
    Dependency,
    Graph,
    GraphFault,
    HiddenDependency,
    concentration,
    hidden_dependencies,
    must_work,
)
from samdrift.vocabulary import Criticality, Level

DEGRADED, PARTIAL, MAJOR = list(Level)[1:]
PAIR = Dependency("post", ("north", "south"))
GRAPH = Graph.of(
    ["post", "north", "south", "power", "fuel", "lamp", "dns"],
    [
        PAIR,
        Dependency("post", ("dns",), Criticality.HIGH),
        Dependency("north", ("power",)),
        Dependency("south", ("power",), Criticality.HIGH),
        Dependency("power", ("fuel",)),
        Dependency("lamp", ("power",)),
    ],
)


def test_what_both_of_a_pair_rest_on_defeats_it() -> None:
    assert hidden_dependencies(GRAPH) == (
        HiddenDependency(PAIR, "fuel", PARTIAL),
        HiddenDependency(PAIR, "power", PARTIAL),
    )


def test_a_member_that_the_other_needs_defeats_it_too() -> None:
    graph = Graph.of(["post", "north", "south"], [PAIR, Dependency("south", ("north",))])
    assert hidden_dependencies(graph) == (HiddenDependency(PAIR, "north", MAJOR),)


@pytest.mark.parametrize("required", [2, 1])
def test_a_group_that_promises_nothing_hides_nothing(required: int) -> None:
    needs = [Dependency("a", ("b", "c"), required=required), Dependency("b", ("d",))]
    assert hidden_dependencies(Graph.of("abcd", needs)) == ()


def test_one_supplier_behind_both_shows() -> None:
    suppliers = {"north": ["Nets"], "south": ["Nets"], "lamp": ["Lys", "Nets"], "dns": ["Navn"]}
    assert concentration(GRAPH, suppliers) == (
        Concentration("Nets", ("lamp", "north", "south"), ("post",), 4),
        Concentration("Navn", ("dns",), ("post",), 1),
        Concentration("Lys", ("lamp",), (), 1),
    )


def test_what_must_work_for_you_to_work() -> None:
    post = must_work(GRAPH, "post")
    assert (post.always, post.groups) == ((), (PAIR,))
    lamp = must_work(GRAPH, "lamp")
    assert (lamp.always, lamp.groups) == (("fuel", "power"), ())
    assert must_work(GRAPH, "post", list(Criticality)).always == ("dns", "fuel", "power")


def test_a_system_that_is_not_there() -> None:
    with pytest.raises(GraphFault, match="there is no system 'nowhere'"):
        must_work(GRAPH, "nowhere")
    with pytest.raises(GraphFault, match="there is no system 'nowhere'"):
        concentration(GRAPH, {"nowhere": ["Nets"]})
