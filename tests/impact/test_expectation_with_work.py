"""What is expected where one is being worked on and another fails: work is no stand-in, and excuses no fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import AT_ONCE, Dependency, Expectation, Fallback, Graph, Seen, Step, expected
from samdrift.vocabulary import Criticality, Level
from tests.impact.oracle import NAMES, Case, cases, iterations, severity, unhurried

OPERATIONAL, DEGRADED, PARTIAL, MAJOR = Level
MINUTE = timedelta(minutes=1)
EITHER = Graph.of(
    ["a", "b", "host", "notices", "post"],
    [
        Dependency("b", ("host",)),
        Dependency("notices", ("a", "b")),
        Dependency("post", ("notices",), Criticality.HIGH),
    ],
)
works = st.sets(st.sampled_from(NAMES), max_size=3)


def of(
    graph: Graph,
    failing: Mapping[str, Level],
    *work: str,
    since: Mapping[str, timedelta] | None = None,
    spared: Mapping[str, timedelta] | None = None,
) -> dict[str, Expectation]:
    return expected(graph, Seen(failing, since or {}, in_maintenance=frozenset(work), spared=spared or {}))


def test_one_that_is_being_worked_on_is_no_stand_in() -> None:
    found = of(EITHER, {"a": MAJOR}, "b")
    assert {name: (one.level, one.because, one.worked_on) for name, one in found.items()} == {
        "notices": (MAJOR, ("notices", "a"), ("b",)),
        "post": (PARTIAL, ("post", "notices", "a"), ("b",)),
    }
    other = of(EITHER, {"b": MAJOR}, "a")
    assert (other["notices"].because, other["notices"].worked_on) == (("notices", "b"), ("a",))


def test_nor_is_one_that_the_work_on_another_may_reach() -> None:
    found = of(EITHER, {"a": DEGRADED}, "host")
    assert (found["notices"].level, found["notices"].because) == (DEGRADED, ("notices", "a"))
    assert found["notices"].worked_on == ("host",)
    assert (found["b"].level, found["b"].if_planned) == (OPERATIONAL, MAJOR)


def test_nor_is_one_that_a_need_falls_back_on() -> None:
    graph = Graph.of("abc", [Dependency("c", ("a",), fallback=Fallback(OPERATIONAL, "b"))])
    for failing, work in ("ab", "ba"):
        (one,) = of(graph, {failing: MAJOR}, work).values()
        assert (one.level, one.because, one.worked_on) == (MAJOR, ("c", failing), (work,))


def test_of_three_of_which_two_are_needed_the_fault_is_told_and_the_work_beside() -> None:
    graph = Graph.of(["a", "b", "c", "cons"], [Dependency("cons", ("a", "b", "c"), required=2)])
    assert of(graph, {"c": MAJOR}) == {}
    assert of(graph, {}, "b") == {}
    found = of(graph, {"c": MAJOR, "b": OPERATIONAL}, "b")["cons"]
    assert (found.level, found.because, found.worked_on, found.if_planned) == (
        MAJOR,
        ("cons", "c"),
        ("b",),
        OPERATIONAL,
    )


def test_what_the_work_would_do_alone_is_planned() -> None:
    graph = Graph.of(["a", "b", "cons"], [Dependency("cons", ("a",)), Dependency("cons", ("b",), Criticality.LOW)])
    found = of(graph, {"b": MAJOR}, "a")["cons"]
    assert (found.level, found.if_planned, found.worked_on) == (DEGRADED, MAJOR, ())
    both = of(Graph.of(graph.names, [*graph.dependencies, Dependency("cons", ("a", "b"))]), {"b": MAJOR}, "a")["cons"]
    assert (both.level, both.if_planned, both.worked_on) == (DEGRADED, MAJOR, ())


def test_a_check_from_before_the_work_began_proves_nothing_of_both() -> None:
    """While b could stand in for a, it said nothing that all was well."""
    for ago, level in ((5, OPERATIONAL), (1, MAJOR)):
        since = {"a": 60 * MINUTE, "b": ago * MINUTE}
        found = of(EITHER, {"a": MAJOR}, "b", since=since, spared={"notices": 3 * MINUTE})
        assert found.get("post", Expectation()).level == (PARTIAL if level else OPERATIONAL)
        assert found["notices"].because == ("notices", "a")


def test_what_lasts_for_a_while_lasts_from_when_both_are_out() -> None:
    graph = Graph.of("abc", [Dependency("c", ("a", "b"), tolerance=60 * MINUTE)])
    found = of(graph, {"a": MAJOR}, "b", since={"a": 90 * MINUTE, "b": 20 * MINUTE})["c"]
    assert (found.level, found.later) == (OPERATIONAL, (Step(40 * MINUTE, MAJOR),))
    assert [reason.next for reason in found.later_reasons] == ["a"]
    assert found.worked_on == ("b",)


def levels(case: Case, own: Mapping[str, Level], without: str) -> dict[str, Level]:
    return iterations(replace(case, failed={name: level for name, level in own.items() if name != without}))[-1]


@unhurried
@given(case=cases, work=works)
def test_it_is_what_both_do_where_that_is_worse_than_the_work_and_else_what_the_trouble_does(
    case: Case, work: set[str]
) -> None:
    found = of(case.graph, case.failed, *work)
    planned = dict.fromkeys(work, MAJOR)
    for name in NAMES:
        one = found.get(name, Expectation())
        alone, both, by_work = (
            levels(case, own, name)[name] for own in (case.failed, {**case.failed, **planned}, planned)
        )
        assert (one.level, one.if_planned) == (both if both > by_work else alone, by_work)
        assert max(one.level, one.if_planned) == both
        assert one.at_worst == one.level


@unhurried
@given(case=cases, work=works)
def test_it_is_explained_by_what_nobody_announced(case: Case, work: set[str]) -> None:
    """Every reason follows from those it names and what the work does: with these down, and all others fine."""
    for name, one in of(case.graph, case.failed, *work).items():
        if not one.level:
            continue
        assert one.because[0] == name != one.because[-1]
        assert one.because[-1] in case.failed
        assert [reason.system for reason in one.reasons] == list(one.because[:-1])
        assert [reason.next for reason in one.reasons] == list(one.because[1:])
        assert set(one.worked_on) <= work
        both = levels(case, {**case.failed, **dict.fromkeys(work, MAJOR)}, name)
        for reason in one.reasons:
            named = {*reason.providers, reason.fallback}
            assert reason.next in named
            down = {other: both[other] if other in named else OPERATIONAL for other in NAMES}
            assert any(
                case.transfer.felt(need.criticality, severity(need, down)) >= reason.level
                for need in case.dependencies
                if need.consumer == reason.system and need.criticality == reason.criticality
            )


@unhurried
@given(case=cases, work=works, name=st.sampled_from(NAMES), level=st.sampled_from(list(Level)[1:]))
def test_a_worse_fault_and_more_work_make_nothing_better(case: Case, work: set[str], name: str, level: Level) -> None:
    before = of(case.graph, case.failed, *work)
    worse = {**case.failed, name: max(level, case.failed.get(name, OPERATIONAL))}
    for system, one in of(case.graph, worse, *work).items():
        if system != name:
            assert one.level >= before.get(system, Expectation()).level
    for system, one in of(case.graph, case.failed, *work, name).items():
        was = before.get(system, Expectation())
        assert max(one.level, one.if_planned) >= max(was.level, was.if_planned)


@unhurried
@given(
    case=cases,
    work=works,
    ago=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([AT_ONCE, MINUTE, 3 * MINUTE])),
    spared=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([MINUTE, 2 * MINUTE]), max_size=2),
)
def test_whatever_the_times_it_leads_to_a_fault(
    case: Case, work: set[str], ago: dict[str, timedelta], spared: dict[str, timedelta]
) -> None:
    gates = {name: each for name, each in spared.items() if name not in case.failed}
    for name, one in of(case.graph, case.failed, *work, since=ago, spared=gates).items():
        assert not one.level or (one.because[0] == name and one.because[-1] in case.failed)
