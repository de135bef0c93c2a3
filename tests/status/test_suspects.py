"""Probable causes in systems and services: of the demo portfolio, and of small graphs where it matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

import pytest

from samdrift.impact import Dependency, Graph
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.status.suspects import Part, Seen, Suspects, suspects
from samdrift.vocabulary import Audience, Level, State
from tests.cast import NOON
from tests.publishing.telling import demo

GRAPH = impact_graph(demo(Audience.PARTNERS).portfolio)
DOWN = State(Level.MAJOR_OUTAGE, observed=True)
PLANNED = State(Level.MAJOR_OUTAGE, planned=True, observed=True)
LOGINS = (
    "mitid",
    "mitid/login",
    "nemlog-in",
    "nemlog-in/login",
    "nemlog-in/signering",
    "digital-post",
    "digital-post/laesning",
    "digital-post/administration",
)


def found(
    failing: Iterable[str] | Mapping[str, State],
    *,
    graph: Graph = GRAPH,
    working: Iterable[str] = (),
    for_hours: float = 0.1,
) -> Suspects:
    states = failing if isinstance(failing, Mapping) else dict.fromkeys(failing, DOWN)
    since = dict.fromkeys(states, NOON)
    return suspects(graph, Seen(states, since, set(working)), NOON + timedelta(hours=for_hours))


def names(parts: Iterable[Part]) -> list[str]:
    return [part.slug for part in parts]


def test_the_log_in_beneath_all_is_named_with_its_service() -> None:
    best, *_ = found(LOGINS, working=["mitid/udstedelse"]).ranked
    assert best.systems == (Part("mitid", ("login",)),)
    assert names(best.explains) == ["digital-post", "mitid", "nemlog-in"]
    assert best.unexplained == ()


def test_what_it_does_not_explain_is_told_by_system_and_service() -> None:
    answer = found([*LOGINS, "cvr", "cvr/opslag"])
    best = answer.ranked[0]
    assert names(best.systems) == ["mitid"]
    assert best.unexplained == (Part("cvr", ("opslag",)),)
    assert (answer.explained([best]), answer.explained(answer.together), answer.all) == (3, 4, 4)
    assert [names(each.systems) for each in answer.together] == [["mitid"], ["cvr"]]


def test_those_named_together_explain_more_than_the_best_alone() -> None:
    """`c` explains only itself, and that without a fault; `r` explains most, and much that works."""
    needs = [Dependency(name, ("r",)) for name in "abwxyz"]
    graph = Graph.of("abcrwxyz", needs)
    answer = found(["a", "b", "c", "r"], graph=graph, working="wxyz")
    assert [names(each.systems) for each in answer.ranked] == [["r"]]
    assert [names(each.systems) for each in answer.together] == [["r"], ["c"]]
    assert (answer.explained(answer.ranked), answer.explained(answer.together), answer.all) == (3, 4, 4)


def test_where_all_together_explain_no_more_systems_only_the_best_is_told() -> None:
    """Each of three services of `g` fails by itself, and no more than three causes are named."""
    services = [f"g/{number}" for number in range(9)]
    needs = [*(Dependency("g", (each,)) for each in services), *(Dependency(name, ("r",)) for name in "ab")]
    graph = Graph.of(["a", "b", "r", "g", *services], needs)
    two, three = (found(["a", "b", "g", *services[:count]], graph=graph, working=services[count:]) for count in (2, 3))
    assert (two.explained(two.ranked), two.explained(two.together), two.all) == (2, 3, 3)
    assert (three.explained(three.ranked), three.together) == (2, ())


@pytest.mark.parametrize(("heard", "first"), [((), "login"), (("login",), "broker")])
def test_what_is_heard_to_work_does_not_lead(heard: tuple[str, ...], first: str) -> None:
    needs = [Dependency(name, ("broker",)) for name in "ab"]
    needs += [Dependency("broker", ("login",)), Dependency("c", ("login",))]
    graph = Graph.of(["a", "b", "c", "broker", "login"], needs)
    answer = found(["a", "b", "c", "broker"], graph=graph, working=heard)
    assert answer.ranked[0].systems == (Part(first, ()),)


def test_a_system_heard_in_all_its_services_does_not_lead_as_a_whole() -> None:
    nodes = ["s", "s/one", "s/two"]
    needs = [Dependency("s", (service,)) for service in nodes[1:]]
    needs += [Dependency(name, ("s/one",)) for name in "abcd"] + [Dependency(name, ("s/two",)) for name in "efgh"]
    needs += [Dependency(name, ("broker",)) for name in "abcef"]
    graph = Graph.of([*nodes, *"abcdefgh", "broker"], needs)
    assert [names(each.systems) for each in found("abcdefgh", graph=graph).ranked] == [["s"], ["broker"]]
    heard = found("abcdefgh", graph=graph, working=nodes)
    assert [names(each.systems) for each in heard.ranked] == [["broker"], ["s"]]


def test_of_an_entry_what_fails_stands_first_also_as_a_whole() -> None:
    nodes = ["p", "p/one", "p/two", "q", "q/one", "q/two", "a"]
    needs = [Dependency(system, (f"{system}/{service}",)) for system in "pq" for service in ("one", "two")]
    needs += [Dependency("q/one", ("p/one",)), Dependency("q/two", ("p/two",)), Dependency("a", ("q/one",))]
    graph = Graph.of(nodes, needs)
    best = found(["q", "q/one", "q/two", "a"], graph=graph).ranked[0]
    assert names(best.systems) == ["q", "p"]


def test_a_cause_that_nobody_watches_is_found() -> None:
    needs = [Dependency(name, ("gateway",)) for name in ("a", "b", "c")]
    graph = Graph.of(["a", "b", "c", "d", "gateway"], needs)
    answer = found(["a", "b", "c"], graph=graph, working=["d"])
    assert [names(each.systems) for each in answer.ranked] == [["gateway"]]
    assert answer.together == ()


def test_whoever_cannot_be_told_apart_stands_in_one_entry() -> None:
    needs = [Dependency("a", ("p",)), Dependency("b", ("p",)), Dependency("p", ("q",))]
    best, *rest = found(["a", "b"], graph=Graph.of(["a", "b", "p", "q"], needs)).ranked
    assert names(best.systems) == ["p", "q"]
    assert rest == []


def test_all_services_of_one_system_are_the_whole_of_it() -> None:
    """Two services that need nothing in common, and a third that works."""
    nodes = ["s", "s/one", "s/two", "a", "b"]
    needs = [
        Dependency("s", ("s/one",)),
        Dependency("s", ("s/two",)),
        Dependency("a", ("s/one",)),
        Dependency("b", ("s/two",)),
    ]
    answer = found(nodes, graph=Graph.of(nodes, needs))
    assert answer.ranked[0].systems == (Part("s", ()),)
    assert answer.ranked[0].unexplained == ()


def test_two_services_of_one_system_are_two_things_that_fail() -> None:
    nodes = ["s", "s/one", "s/two", "s/three"]
    needs = [Dependency("s", (node,)) for node in nodes[1:]]
    answer = found(["s", "s/one", "s/two"], graph=Graph.of(nodes, needs), working=["s/three"])
    assert answer.failing == (Part("s", ("one", "two")),)
    assert [each.systems for each in answer.ranked] == [(Part("s", ()),)]
    assert answer.ranked[0].silent == (Part("s", ("three",)),)


def test_unrelated_failures_have_no_cause_in_common() -> None:
    graph = Graph.of(["a", "b", "c"], [Dependency("a", ("c",))])
    answer = found(["a", "b"], graph=graph, working=["c"])
    assert (answer.ranked, answer.together) == ((), ())


@pytest.mark.parametrize(("hours", "silent"), [(1, []), (25, ["z"])])
def test_whoever_lives_on_a_copy_says_nothing_before_it_has_run_out(hours: float, silent: list[str]) -> None:
    needs = [
        Dependency("a", ("r",)),
        Dependency("b", ("r",)),
        Dependency("z", ("r",), tolerance=timedelta(days=1)),
    ]
    answer = found(["a", "b", "r"], graph=Graph.of("abrz", needs), working=["z"], for_hours=hours)
    assert names(answer.ranked[0].silent) == silent


def test_whoever_was_not_heard_since_says_nothing_against_a_cause() -> None:
    needs = [Dependency(name, ("r",)) for name in "abc"]
    graph = Graph.of("abcr", needs)
    assert found("ab", graph=graph).ranked[0].score == 1
    assert found("ab", graph=graph, working="c").ranked[0].score == pytest.approx(2 / 3)


def test_planned_work_breaks_a_tie() -> None:
    nodes = ["p", "q"]
    needs = [Dependency("p", ("q",)), Dependency("q", ("p",))]
    graph = Graph.of(nodes, needs)
    assert names(found({"p": DOWN, "q": PLANNED}, graph=graph).ranked[0].systems) == ["q", "p"]
    assert names(found({"p": PLANNED, "q": DOWN}, graph=graph).ranked[0].systems) == ["p", "q"]


def test_what_explains_half_as_much_is_left_out() -> None:
    needs = [Dependency(name, ("r",)) for name in "abcdef"] + [Dependency(name, ("s",)) for name in "ab"]
    answer = found("abcdef", graph=Graph.of("abcdefrs", needs))
    assert [names(each.systems) for each in answer.ranked] == [["r"]]
