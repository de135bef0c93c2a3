"""Where the portfolio is more fragile than it looks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.impact import (
    AT_ONCE,
    Concentration,
    Dependency,
    Fallback,
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
    assert (post.always, post.groups) == ({}, {PAIR: AT_ONCE})
    lamp = must_work(GRAPH, "lamp")
    assert (lamp.always, lamp.groups) == (dict.fromkeys(("fuel", "power"), AT_ONCE), {})
    assert list(must_work(GRAPH, "post", list(Criticality)).always) == ["dns", "fuel", "power"]


def test_what_a_copy_outlasts_must_work_when_it_runs_out() -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    pair = Dependency("stock", ("north", "south"), tolerance=hour)
    needs = [Dependency("post", ("stock",), tolerance=day), Dependency("post", ("clock",), tolerance=hour), pair]
    post = must_work(Graph.of(["post", "stock", "clock", "north", "south"], needs), "post")
    assert (post.always, post.groups) == ({"clock": hour, "stock": day}, {pair: day + hour})


@pytest.mark.parametrize(("quality", "needed"), [(DEGRADED, ()), (PARTIAL, ("dns",))])
def test_what_a_fallback_keeps_going_must_not_work(quality: Level, needed: tuple[str, ...]) -> None:
    pair = Dependency("post", ("north", "south"), fallback=Fallback(quality))
    graph = Graph.of(
        ["post", "dns", "north", "south"], [Dependency("post", ("dns",), fallback=Fallback(quality)), pair]
    )
    post = must_work(graph, "post")
    assert tuple(post.always) == needed
    assert bool(post.groups) is bool(needed)


def test_a_group_that_has_a_fallback_is_not_needed_because_a_member_is() -> None:
    """North is needed by itself too."""
    pair = Dependency("dns", ("north", "south"), fallback=Fallback(DEGRADED))
    needs = [Dependency("post", ("dns",)), Dependency("post", ("north",)), pair]
    post = must_work(Graph.of(["post", "dns", "north", "south"], needs), "post")
    assert (tuple(post.always), post.groups) == (("dns", "north"), {})


def test_a_system_that_is_not_there() -> None:
    with pytest.raises(GraphFault, match="there is no system 'nowhere'"):
        must_work(GRAPH, "nowhere")
    with pytest.raises(GraphFault, match="there is no system 'nowhere'"):
        concentration(GRAPH, {"nowhere": ["Nets"]})
