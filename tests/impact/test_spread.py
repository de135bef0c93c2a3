"""What a failure does, told on small graphs whose answer can be worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from samdrift.impact import Absorbed, Affected, Dependency, Fallback, Graph, GraphFault, Step, spread
from samdrift.vocabulary import Criticality, Level

OPERATIONAL, DEGRADED, PARTIAL, MAJOR = Level
CRITICAL, HIGH, LOW = Criticality
HOUR = timedelta(hours=1)


def need(consumer: str, *providers: str, **more: object) -> Dependency:
    return Dependency(consumer, providers, **more)  # type: ignore[arg-type]


PORTFOLIO = Graph.of(
    ["digital-post", "nemlog-in", "mitid", "cpr", "borger"],
    [
        need("nemlog-in", "mitid"),
        need("digital-post", "nemlog-in"),
        need("borger", "nemlog-in", criticality=HIGH),
        need("borger", "cpr", criticality=LOW, tolerance=24 * HOUR),
    ],
)


def test_the_one_that_fails_is_felt_along_the_chain() -> None:
    found = spread(PORTFOLIO, {"mitid": MAJOR})
    assert found.affected() == (
        Affected("nemlog-in", MAJOR, ("nemlog-in", "mitid"), timedelta(0)),
        Affected("digital-post", MAJOR, ("digital-post", "nemlog-in", "mitid"), timedelta(0)),
        Affected("borger", PARTIAL, ("borger", "nemlog-in", "mitid"), timedelta(0)),
    )
    assert [(r.system, r.level, r.criticality, r.providers) for r in found.reasons("borger")] == [
        ("borger", PARTIAL, HIGH, ("nemlog-in",)),
        ("nemlog-in", MAJOR, CRITICAL, ("mitid",)),
    ]
    assert found.because("cpr") == () and found.because("mitid") == ("mitid",) and found.reasons("mitid") == ()


def test_a_daily_copy_is_felt_after_a_day() -> None:
    found = spread(PORTFOLIO, {"cpr": MAJOR})
    assert found.affected(within=23 * HOUR) == ()
    assert found.affected() == (Affected("borger", DEGRADED, ("borger", "cpr"), 24 * HOUR),)
    assert found.level("borger", within=24 * HOUR) == DEGRADED


def test_what_has_lasted_counts() -> None:
    found = spread(PORTFOLIO, {"cpr": MAJOR}, since={"cpr": timedelta(hours=20, minutes=40)})
    assert found.steps("borger") == (Step(timedelta(hours=3, minutes=20), DEGRADED),)
    assert found.steps("cpr") == (Step(-timedelta(hours=20, minutes=40), MAJOR),)


def test_it_gets_worse_step_by_step() -> None:
    graph = Graph.of("abc", [need("a", "b", criticality=HIGH, tolerance=HOUR), need("a", "c", tolerance=5 * HOUR)])
    found = spread(graph, {"b": MAJOR, "c": MAJOR})
    assert found.steps("a") == (Step(HOUR, PARTIAL), Step(5 * HOUR, MAJOR))
    assert found.because("a", within=HOUR) == ("a", "b") and found.because("a") == ("a", "c")


def test_tolerances_add_up_along_the_chain() -> None:
    graph = Graph.of("abc", [need("a", "b", tolerance=HOUR), need("b", "c", tolerance=2 * HOUR)])
    assert spread(graph, {"c": MAJOR}).steps("a") == (Step(3 * HOUR, MAJOR),)


@pytest.mark.parametrize("wide", [0, 1000], ids=["swept", "walked"])
def test_a_group_waits_as_a_whole(wide: int) -> None:
    graph = Graph.of("abcd", [need("a", "b", "c", tolerance=HOUR), need("c", "d", tolerance=2 * HOUR)])
    found = spread(graph, {"b": MAJOR, "d": MAJOR}, wide=wide)
    assert found.steps("a") == (Step(3 * HOUR, MAJOR),)
    assert found.because("a") == ("a", "c", "d")
    assert found.reasons("a")[0].providers == ("b", "c")


@pytest.mark.parametrize(
    ("failed", "level"),
    [("b", OPERATIONAL), ("bc", OPERATIONAL), ("bcd", MAJOR)],
)
def test_one_of_three_is_enough(failed: str, level: Level) -> None:
    graph = Graph.of("abcd", [need("a", "b", "c", "d")])
    assert spread(graph, dict.fromkeys(failed, MAJOR)).level("a") == level


@pytest.mark.parametrize(("healthy", "level"), [(6, 0), (5, 0), (4, DEGRADED), (3, MAJOR), (2, MAJOR), (0, MAJOR)])
def test_six_machines_degraded_at_four_or_fewer_unhealthy_at_three(healthy: int, level: int) -> None:
    """Two thresholds are two needs on one group: five for being fully well, four for working at all."""
    machines = [f"m{number}" for number in range(6)]
    graph = Graph.of(
        ["service", *machines],
        [
            need("service", *machines, required=5, criticality=LOW),
            need("service", *machines, required=4),
        ],
    )
    assert spread(graph, dict.fromkeys(machines[healthy:], MAJOR)).level("service") == level


@pytest.mark.parametrize(("failed", "level"), [([], OPERATIONAL), (["s1"], DEGRADED), (["s1", "s2"], MAJOR)])
def test_two_switches_one_needed_for_warning_two_for_ok(failed: list[str], level: Level) -> None:
    graph = Graph.of(
        ["rack", "s1", "s2"],
        [need("rack", "s1", "s2", required=2, criticality=LOW), need("rack", "s1", "s2", required=1)],
    )
    assert spread(graph, dict.fromkeys(failed, MAJOR)).level("rack") == level


@pytest.mark.parametrize(("within", "holds"), [(3 * HOUR, True), (4 * HOUR, False), (None, False)])
def test_the_copy_that_lasted_is_named(within: timedelta | None, holds: bool) -> None:
    copy = need("a", "b", tolerance=4 * HOUR, criticality=HIGH)
    found = spread(Graph.of("abz", [copy, need("z", "a")]), {"b": MAJOR})
    assert found.absorbed(within) == ((Absorbed(copy, ("b",), OPERATIONAL, PARTIAL, in_time=True),) if holds else ())
    assert found.steps("z", within) == (() if holds else (Step(4 * HOUR, PARTIAL),))


def test_a_copy_holds_nothing_for_one_that_is_as_bad_through_another_need() -> None:
    copy = need("a", "b", tolerance=4 * HOUR, criticality=HIGH)
    found = spread(Graph.of("abc", [copy, need("a", "c")]), {"b": MAJOR, "c": PARTIAL})
    assert found.absorbed(HOUR) == ()


def test_the_group_that_held_is_named() -> None:
    group = need("a", "b", "c", criticality=HIGH)
    found = spread(Graph.of("abc", [group]), {"b": MAJOR})
    assert found.affected() == ()
    assert found.absorbed() == (Absorbed(group, ("b",), OPERATIONAL, PARTIAL),)


@pytest.mark.parametrize(
    ("quality", "failed", "level"),
    [
        (DEGRADED, "b", DEGRADED),
        (OPERATIONAL, "b", OPERATIONAL),
        (DEGRADED, "bf", MAJOR),
        (DEGRADED, "f", OPERATIONAL),
        (MAJOR, "b", MAJOR),
    ],
)
def test_a_fallback_takes_over_at_its_quality(quality: Level, failed: str, level: Level) -> None:
    graph = Graph.of("abf", [need("a", "b", fallback=Fallback(quality, "f"))])
    found = spread(graph, dict.fromkeys(failed, MAJOR))
    assert found.level("a") == level
    if failed == "bf":
        assert found.reasons("a")[0].fallback == "f"


def test_a_manual_procedure_needs_no_system() -> None:
    graph = Graph.of("ab", [need("a", "b", fallback=Fallback(DEGRADED))])
    assert spread(graph, {"b": MAJOR}).level("a") == DEGRADED


def test_a_cycle_holds_nothing_up_and_pulls_nothing_down() -> None:
    graph = Graph.of("abc", [need("a", "b"), need("b", "a"), need("b", "c")])
    assert spread(graph, {}).levels() == {}
    assert spread(graph, {"c": MAJOR}).because("a") == ("a", "b", "c")


def test_a_chain_of_thirty_thousand() -> None:
    names = [f"{number:05}" for number in range(30_000)]
    graph = Graph.of(names, [need(one, next_) for one, next_ in pairwise(names)])
    found = spread(graph, {names[-1]: MAJOR})
    assert len(found.events) == 30_000
    assert found.because(names[0]) == tuple(names)


@pytest.mark.parametrize(
    ("failed", "working", "expected"),
    [
        ({"nowhere": MAJOR}, [], "there is no system 'nowhere'"),
        ({"mitid": OPERATIONAL}, [], "'mitid' cannot fail by being operational"),
        ({"mitid": MAJOR}, ["mitid"], "'mitid' cannot both fail and be seen to work"),
        ({"mitid": MAJOR}, ["nowhere"], "there is no system 'nowhere'"),
    ],
)
def test_a_question_that_makes_no_sense(failed: dict[str, Level], working: list[str], expected: str) -> None:
    with pytest.raises(GraphFault, match=f"^{expected}$"):
        spread(PORTFOLIO, failed, working=working)
