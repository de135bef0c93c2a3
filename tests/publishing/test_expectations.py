"""Whom trouble that began at different moments may still reach, where some were heard to work since."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from samdrift.impact import Dependency, Graph
from samdrift.publishing.expectations import foresee
from samdrift.snapshot.model import Rise, SystemStatus
from samdrift.vocabulary import Criticality, Level, SignalName, State
from tests import world

DEGRADED, PARTIAL, MAJOR = list(Level)[1:]
Minutes = float
Failed = Sequence[tuple[Level, Minutes]]
"""How it got as bad as it is, each so many minutes ago."""


def system(slug: str, failed: Failed) -> SystemStatus:
    status = world.system(slug, slug.upper(), world.CITIZENS, world.AGENCY)
    if not failed:
        return status
    rises = tuple(Rise(level, world.NOW - timedelta(minutes=minutes)) for level, minutes in failed)
    return replace(status, state=State(rises[-1].level, observed=True), since=rises[-1].since, rises=rises)


def reached(graph: Graph, failing: Mapping[str, Failed], heard: Mapping[str, Minutes]) -> dict[str, tuple[Level, str]]:
    """Level and root by system; `heard` so many minutes ago."""
    statuses = {slug: system(slug, failing.get(slug, ())) for slug in graph.names}
    at = {SignalName(slug): world.NOW - timedelta(minutes=minutes) for slug, minutes in heard.items()}
    found = foresee(graph, statuses, {slug: each.name for slug, each in statuses.items()}, lambda: at, world.NOW)
    return {node: (one.level, one.because[-1].slug) for node, one in found.by_node.items()}


def graph(*needs: Dependency) -> Graph:
    return Graph.of({name for need in needs for name in (need.consumer, *need.providers)}, needs)


BOTH = graph(Dependency("login", ("mitid",)), Dependency("login", ("cpr",)), Dependency("borger", ("login",)))


def test_older_trouble_stops_where_it_is_not_felt() -> None:
    assert reached(BOTH, {"mitid": [(MAJOR, 60)]}, {"login": 2}) == {"login": (MAJOR, "mitid")}
    assert "borger" in reached(BOTH, {"mitid": [(MAJOR, 60)]}, {"login": 46})


def test_newer_trouble_is_felt_beside_older_that_is_not() -> None:
    found = reached(BOTH, {"mitid": [(MAJOR, 60)], "cpr": [(PARTIAL, 1)]}, {"login": 2})
    assert found["borger"] == (PARTIAL, "cpr")


def test_trouble_of_each_age_is_felt_beside_the_older_that_is_not() -> None:
    """Two were heard at different times, so that there are three ages of trouble; the one between is felt as well."""
    three = graph(*BOTH.dependencies, Dependency("post", ("cvr",)))
    found = reached(
        three, {"mitid": [(MAJOR, 120)], "cpr": [(PARTIAL, 40)], "cvr": [(MAJOR, 1)]}, {"login": 60, "post": 2}
    )
    assert found["borger"] == (PARTIAL, "cpr")
    assert found["post"] == (MAJOR, "cvr")


def test_newer_trouble_is_felt_over_one_of_whom_nobody_knows() -> None:
    unwatched = graph(*BOTH.dependencies, Dependency("post", ("borger",)))
    found = reached(unwatched, {"mitid": [(MAJOR, 60)], "cpr": [(PARTIAL, 1)]}, {"borger": 2})
    assert found["post"] == (PARTIAL, "cpr")
    assert "post" not in reached(unwatched, {"mitid": [(MAJOR, 60)], "cpr": [(PARTIAL, 60)]}, {"borger": 2})


def test_what_got_worse_is_felt_anew_only_by_those_who_are_to_feel_more_of_it() -> None:
    worse = {"mitid": [(DEGRADED, 60), (PARTIAL, 1)]}
    for criticality, told in ((Criticality.CRITICAL, {"login", "borger"}), (Criticality.HIGH, {"login"})):
        needs = (Dependency("login", ("mitid",), criticality), Dependency("borger", ("login",)))
        assert reached(graph(*needs), worse, {"login": 2}).keys() == told
        both = graph(*needs, Dependency("login", ("cpr",)))
        assert reached(both, worse | {"cpr": [(DEGRADED, 60)]}, {"login": 2}).keys() == told


def test_the_last_of_those_that_stand_in_for_each_other_takes_the_others_word_away() -> None:
    """While one of the two worked, it said nothing that all was well."""
    either = graph(Dependency("notices", ("sms", "mail")), Dependency("post", ("notices",)))
    assert reached(either, {"sms": [(MAJOR, 60)]}, {"notices": 2}) == {}
    assert reached(either, {"sms": [(MAJOR, 60)], "mail": [(MAJOR, 1)]}, {"notices": 2}) == {
        "notices": (MAJOR, "mail"),
        "post": (MAJOR, "mail"),
    }


def test_it_is_worked_out_in_time_when_a_third_of_a_thousand_fails_one_after_another() -> None:
    names = [f"s{number:03}" for number in range(1000)]
    needs = [
        Dependency(names[consumer], (names[(consumer * step) % consumer],), Criticality.HIGH)
        for consumer in range(1, 1000)
        for step in (7, 11, 13)
    ]
    large = Graph.of(names, needs)
    failing = {name: [(MAJOR, number / 2)] for number, name in enumerate(names[::3])}
    heard = {name: number / 4 for number, name in enumerate(names) if name not in failing}
    begun = time.perf_counter()
    assert reached(large, failing, heard)
    assert time.perf_counter() - begun < 10
