"""How a system is, out of how its services are and what is reported of it as a whole."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import DEFAULT, Graph, Weight, composition, spread, system_level
from samdrift.status.confirming import Word
from samdrift.status.settling import SYSTEM, Watch, settle
from samdrift.vocabulary import Criticality, Level, State
from tests.cast import NOON, at

OK, DEGRADED, PARTIAL, DOWN = Level
CRITICAL, HIGH, LOW = Criticality
Said = tuple[str, Level, bool]
ALIKE: dict[str, Weight] = {"login": None, "issuing": None}
WEIGHED: dict[str, Weight] = {"login": CRITICAL, "issuing": HIGH, "help": LOW}


def state(services: dict[str, Weight], *said: Said) -> State:
    watches = [Watch(service, (Word(NOON, level, planned),), timedelta(0)) for service, level, planned in said]
    (period,) = settle(services, watches, NOON, at(9)).histories[SYSTEM]
    return period.state


@pytest.mark.parametrize(
    ("services", "levels", "expected"),
    [
        (ALIKE, {"login": OK, "issuing": OK}, OK),
        (ALIKE, {"login": OK, "issuing": DEGRADED}, DEGRADED),
        (ALIKE, {"login": OK, "issuing": DOWN}, PARTIAL),
        (ALIKE, {"login": PARTIAL, "issuing": DOWN}, PARTIAL),
        (ALIKE, {"login": DOWN, "issuing": DOWN}, DOWN),
        ({"login": None}, {"login": DOWN}, DOWN),
        (WEIGHED, {"login": DOWN, "issuing": OK, "help": OK}, DOWN),
        (WEIGHED, {"login": OK, "issuing": DOWN, "help": OK}, PARTIAL),
        (WEIGHED, {"login": OK, "issuing": OK, "help": DOWN}, DEGRADED),
        (WEIGHED, {"login": OK, "issuing": OK, "help": PARTIAL}, OK),
        ({"issuing": HIGH, "help": LOW}, {"issuing": DOWN, "help": DOWN}, DOWN),
        (ALIKE, {"issuing": DOWN}, PARTIAL),
        (ALIKE, {SYSTEM: DOWN, "login": OK, "issuing": OK}, DOWN),
        (ALIKE, {SYSTEM: OK, "login": OK, "issuing": DOWN}, PARTIAL),
    ],
)
def test_a_system_is_down_only_when_what_it_is_mainly_for_is(
    services: dict[str, Weight], levels: dict[str, Level], expected: Level
) -> None:
    assert state(services, *((name, level, False) for name, level in levels.items())) == State(expected, False, True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # Announced work on one service, another fails by itself: cachet #2731.
        ([("login", OK, True), ("issuing", DOWN, False)], State(PARTIAL, False, True)),
        ([("login", DOWN, True), ("issuing", DEGRADED, False)], State(DEGRADED, False, True)),
        ([("login", DOWN, True), ("issuing", DOWN, False)], State(DOWN, False, True)),
        ([("login", DOWN, True), ("issuing", OK, False)], State(PARTIAL, True, True)),
        ([("login", DOWN, True), ("issuing", DOWN, True)], State(DOWN, True, True)),
        ([("login", OK, True), ("issuing", OK, False)], State(OK, True, True)),
        # Two signals of one service.
        ([("login", DOWN, True), ("login", DOWN, False), ("issuing", OK, False)], State(PARTIAL, False, True)),
        ([("login", OK, True), ("login", DOWN, False), ("issuing", OK, False)], State(PARTIAL, False, True)),
        # The whole is being worked on, and one service was announced by nobody; and the other way round.
        ([(SYSTEM, DEGRADED, True), ("issuing", DOWN, False)], State(PARTIAL, False, True)),
        ([(SYSTEM, DOWN, False), ("issuing", DEGRADED, True)], State(DOWN, False, True)),
    ],
)
def test_planned_is_a_fact_about_the_very_trouble_it_announces(said: list[Said], expected: State) -> None:
    for order in permutations(said):
        assert state(ALIKE, *order) == expected


def test_what_is_reported_of_the_whole_is_told_apart() -> None:
    watches = [
        Watch(SYSTEM, (Word(NOON, OK), Word(at(5), DOWN), Word(at(8), OK)), timedelta(0)),
        Watch("login", (Word(NOON, OK),), timedelta(0)),
    ]
    settled = settle(ALIKE, watches, NOON, at(9))
    assert [(each.period.start, each.state.level) for each in settled.whole] == [(NOON, OK), (at(5), DOWN), (at(8), OK)]
    assert [each.state.level for each in settled.histories["login"]] == [OK], "its own monitoring sees no fault"
    assert [each.state.level for each in settled.histories["issuing"]] == [OK, DOWN, OK], "nothing else watches it"
    assert [each.state.level for each in settled.histories[SYSTEM]] == [OK, DOWN, OK]


weighed = st.lists(st.tuples(st.sampled_from([None, *Criticality]), st.sampled_from(Level)), min_size=1, max_size=4)


@given(weighed)
def test_the_engine_says_the_same_of_a_system_as_settling_does(services: list[tuple[Weight, Level]]) -> None:
    nodes = [(f"s/{number}", weight) for number, (weight, _) in enumerate(services)]
    graph = Graph.of(["s", *(node for node, _ in nodes)], composition("s", nodes))
    failed = {node: level for (node, _), (_, level) in zip(nodes, services, strict=True) if level}
    assert spread(graph, failed).level("s") == system_level(services)


@given(weighed, st.data())
def test_worse_is_never_better(services: list[tuple[Weight, Level]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(services) - 1))
    weight, level = services[number]
    worse = [*services]
    worse[number] = weight, Level(min(level + 1, DOWN))
    assert system_level(services) <= system_level(worse)
    levels = [level for _, level in services]
    assert DEFAULT.felt(CRITICAL, min(levels)) <= system_level(services) <= max(levels)


def silent(services: dict[str, Weight], last: dict[str, Level], heard: dict[str, Level]) -> State:
    """`last` fell silent after these levels; `heard` are heard."""
    watches = [Watch(name, (Word(NOON, level), Word(at(1), None)), timedelta(0)) for name, level in last.items()]
    watches += [Watch(name, (Word(NOON, level),), timedelta(0)) for name, level in heard.items()]
    return settle(services, watches, NOON, at(9)).histories[SYSTEM][-1].state


@pytest.mark.parametrize(
    ("last", "heard", "expected"),
    [
        ({"login": DOWN}, {"issuing": DOWN, "help": OK}, State(PARTIAL, False, True)),
        ({SYSTEM: DOWN}, {"login": OK, "issuing": DOWN, "help": OK}, State(PARTIAL, False, True)),
        ({"login": DOWN}, {"issuing": OK, "help": OK}, State(DOWN, False, False)),
        ({"login": OK}, {"issuing": DEGRADED, "help": OK}, State(DEGRADED, False, True)),
    ],
)
def test_a_silent_signal_hides_no_trouble_that_another_sees(
    last: dict[str, Level], heard: dict[str, Level], expected: State
) -> None:
    assert silent(WEIGHED, last, heard) == expected


def test_a_service_that_the_system_does_not_have_says_nothing_of_it() -> None:
    old = Watch("old", (Word(NOON, OK),), timedelta(0))
    settled = settle({"login": None}, [old], NOON, at(9))
    assert settled.histories[SYSTEM] == ()
    assert [each.state.level for each in settled.histories["old"]] == [OK], "its own history goes on"
