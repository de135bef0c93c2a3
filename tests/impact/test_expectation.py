"""What is expected of each system beside what is seen of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import AT_ONCE, Dependency, Expectation, Graph, Seen, Step, expected
from samdrift.vocabulary import Criticality, Level
from tests.impact.oracle import NAMES, Case, cases, iterations, unhurried

OPERATIONAL, DEGRADED, PARTIAL, MAJOR = Level
HOUR = timedelta(hours=1)
GRAPH = Graph.of(
    ["post", "nemlog-in", "mitid", "cpr", "borger"],
    [
        Dependency("nemlog-in", ("mitid",)),
        Dependency("post", ("nemlog-in",)),
        Dependency("borger", ("nemlog-in",), Criticality.HIGH),
        Dependency("borger", ("cpr",), Criticality.HIGH, tolerance=24 * HOUR),
    ],
)


def seen(**states: Level) -> Seen:
    return Seen({name.replace("_", "-"): level for name, level in states.items()}, {})


def test_what_needs_a_failing_system_is_expected_to_feel_it() -> None:
    found = expected(GRAPH, seen(mitid=MAJOR))
    assert {name: (one.level, one.because) for name, one in found.items()} == {
        "nemlog-in": (MAJOR, ("nemlog-in", "mitid")),
        "post": (MAJOR, ("post", "nemlog-in", "mitid")),
        "borger": (PARTIAL, ("borger", "nemlog-in", "mitid")),
    }
    assert [reason.system for reason in found["post"].reasons] == ["post", "nemlog-in"]


def test_what_is_seen_to_work_is_still_told_what_was_expected_but_passes_nothing_on() -> None:
    found = expected(GRAPH, seen(mitid=MAJOR, nemlog_in=OPERATIONAL))
    assert {name: one.level for name, one in found.items()} == {"nemlog-in": MAJOR}


def test_what_fails_itself_is_told_what_its_needs_alone_would_do() -> None:
    found = expected(GRAPH, seen(mitid=MAJOR, nemlog_in=DEGRADED, cpr=DEGRADED))
    assert found["nemlog-in"].because == ("nemlog-in", "mitid")
    assert "mitid" not in found and "cpr" not in found
    assert found["borger"].later == ()


def test_it_does_not_explain_itself_around_a_cycle() -> None:
    graph = Graph.of("ab", [Dependency("a", ("b",)), Dependency("b", ("a",))])
    found = expected(graph, seen(a=MAJOR))
    assert {name: one.because for name, one in found.items()} == {"b": ("b", "a")}


def test_a_daily_copy_does_not_paint_the_country_red() -> None:
    found = expected(GRAPH, Seen({"cpr": MAJOR}, {"cpr": timedelta(hours=20, minutes=40)}))
    assert {name: (one.level, one.later) for name, one in found.items()} == {
        "borger": (OPERATIONAL, (Step(timedelta(hours=3, minutes=20), PARTIAL),))
    }
    assert [reason.next for reason in found["borger"].later_reasons] == ["cpr"]


def test_what_is_not_observed_gives_an_interval() -> None:
    found = expected(GRAPH, Seen({}, {}, unobserved=frozenset({"mitid"})))
    assert {name: (one.level, one.at_worst) for name, one in found.items()} == {
        "nemlog-in": (OPERATIONAL, MAJOR),
        "post": (OPERATIONAL, MAJOR),
        "borger": (OPERATIONAL, PARTIAL),
    }


def test_planned_work_tells_whom_it_touches_even_while_all_works() -> None:
    working = dict.fromkeys(["mitid", "nemlog-in", "post"], OPERATIONAL)
    found = expected(GRAPH, Seen(working, {}, in_maintenance=frozenset({"nemlog-in", "cpr"})))
    assert {name: (one.level, one.if_planned) for name, one in found.items()} == {
        "post": (OPERATIONAL, MAJOR),
        "borger": (OPERATIONAL, PARTIAL),
    }


@unhurried
@given(case=cases, unobserved=st.sets(st.sampled_from(NAMES), max_size=2))
def test_the_interval_holds_whatever_the_unobserved_are(case: Case, unobserved: set[str]) -> None:
    unknown = unobserved - case.failed.keys()
    found = expected(case.graph, Seen(case.failed, {}, unobserved=frozenset(unknown)))
    for name in NAMES:
        one = found.get(name, Expectation())
        alone = {other: level for other, level in case.failed.items() if other != name}
        assert one.level == iterations(replace(case, failed=alone))[-1][name]
        worst = alone | dict.fromkeys(unknown - {name}, MAJOR)
        assert one.at_worst == iterations(replace(case, failed=worst))[-1][name] >= one.level


@unhurried
@given(
    case=cases,
    waits=st.lists(st.sampled_from([AT_ONCE, AT_ONCE, HOUR, 2 * HOUR]), min_size=14, max_size=14),
    ago=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([AT_ONCE, HOUR, 3 * HOUR])),
    unobserved=st.sets(st.sampled_from(NAMES), max_size=2),
    in_maintenance=st.sets(st.sampled_from(NAMES), max_size=2),
)
def test_what_is_read_out_beside_its_own_state_is_what_is_found_without_it(
    case: Case, waits: list[timedelta], ago: dict[str, timedelta], unobserved: set[str], in_maintenance: set[str]
) -> None:
    """But for chains of the same length, of which either may be told."""
    timed = (replace(need, tolerance=wait) for need, wait in zip(case.dependencies, waits, strict=False))
    graph = Graph.of(NAMES, timed, case.transfer)
    known = Seen(case.failed, ago, frozenset(unobserved - case.failed.keys()), frozenset(in_maintenance))
    found = expected(graph, known)
    for name in known.failing.keys() | known.unobserved | known.in_maintenance:
        (without,) = [expected(graph, known.without(name)).get(name, Expectation())]
        one = found.get(name, Expectation())
        assert summary(one) == summary(without)
        assert [reason.system for reason in one.reasons] == list(one.because[:-1])


def summary(one: Expectation) -> Expectation:
    length = 0 if one.worked_on else len(one.because)
    return replace(one, because=("",) * length, reasons=(), later_reasons=(), planned_reasons=(), worked_on=())


def test_a_failing_system_that_feels_another_is_not_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def without(self: Seen, name: str) -> Seen:
        asked.append(name)
        return self

    monkeypatch.setattr(Seen, "without", without)
    found = expected(GRAPH, seen(mitid=MAJOR, nemlog_in=PARTIAL, post=DEGRADED))
    assert found["post"].because == ("post", "nemlog-in", "mitid")
    assert asked == []
