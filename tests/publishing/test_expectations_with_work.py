"""Whom trouble may reach while others are being worked on."""

from __future__ import annotations

import time

import pytest

from samdrift.impact import Dependency, Graph
from samdrift.vocabulary import Criticality, Level
from tests.publishing.foresight import check, graph, told

OPERATIONAL, DEGRADED, PARTIAL, MAJOR = Level
CONS = graph(Dependency("cons", ("prov-a", "prov-b")), Dependency("post", ("cons",)))


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(("failing", "worked_on"), [("prov-a", "prov-b"), ("prov-b", "prov-a")])
def test_one_that_is_being_worked_on_stands_in_for_nobody(failing: str, worked_on: str, level: Level) -> None:
    found = told(CONS, {failing: [(MAJOR, 20)]}, {}, work={worked_on: (level, 60)})
    assert {node: (one.level, one.planned, [each.slug for each in one.because]) for node, one in found.items()} == {
        "cons": (MAJOR, False, [failing]),
        "post": (MAJOR, False, ["cons", failing]),
    }
    assert [each.da for each in found["cons"].worked_on] == [worked_on.upper()]
    assert found["cons"].unwatched == ()


def test_work_alone_on_one_of_them_warns_nobody_and_on_both_is_planned() -> None:
    assert told(CONS, {}, {}, work={"prov-b": (MAJOR, 60)}) == {}
    both = told(CONS, {}, {}, work={"prov-a": (DEGRADED, 60), "prov-b": (MAJOR, 60)})
    assert {node: (one.level, one.planned) for node, one in both.items()} == {
        "cons": (MAJOR, True),
        "post": (MAJOR, True),
    }


def test_of_three_of_which_two_are_needed_the_fault_of_a_third_is_felt() -> None:
    needs = graph(Dependency("cons", ("a", "b", "c"), required=2))
    (one,) = told(needs, {"c": [(PARTIAL, 5)]}, {}, work={"b": (DEGRADED, 60)}).values()
    assert (one.level, one.planned, one.because[0].slug) == (PARTIAL, False, "c")


def test_nor_does_a_stand_in_whose_own_need_is_being_worked_on() -> None:
    needs = graph(*CONS.dependencies, Dependency("prov-b", ("host",)))
    found = told(needs, {"prov-a": [(MAJOR, 5)]}, {}, work={"host": (OPERATIONAL, 60)})
    assert (found["cons"].planned, [each.da for each in found["cons"].worked_on]) == (False, ["HOST"])
    assert (found["prov-b"].planned, found["prov-b"].because[0].slug) == (True, "host")


def test_a_check_takes_back_only_what_began_before_it() -> None:
    failing = {"prov-a": [(MAJOR, 60.0)]}
    assert told(CONS, failing, {}, check("cons", 10), work={"prov-b": (MAJOR, 20)}) == {}
    found = told(CONS, failing, {}, check("cons", 10), work={"prov-b": (MAJOR, 5)})
    assert found.keys() == {"cons", "post"}


def test_newer_trouble_is_felt_beside_older_while_others_are_being_worked_on() -> None:
    needs = graph(*CONS.dependencies, Dependency("cons", ("cpr",)))
    failing = {"cpr": [(MAJOR, 60.0)], "prov-a": [(PARTIAL, 1.0)]}
    found = told(needs, failing, {}, check("cons", 10), work={"prov-b": (MAJOR, 60)})
    assert (found["post"].level, found["post"].because[-1].slug) == (PARTIAL, "prov-a")


def test_it_is_worked_out_in_time_when_a_third_of_a_thousand_fails_and_a_tenth_is_being_worked_on() -> None:
    names = [f"s{number:03}" for number in range(1000)]
    needs = [
        Dependency(names[consumer], (names[(consumer * step) % consumer], names[(consumer * 17 + step) % consumer]))
        if consumer % 5 == 0
        else Dependency(names[consumer], (names[(consumer * step) % consumer],), Criticality.HIGH)
        for consumer in range(20, 1000)
        for step in (7, 11, 13)
        if (consumer * step) % consumer != (consumer * 17 + step) % consumer
    ]
    failing = {name: [(MAJOR, number / 2)] for number, name in enumerate(names[::3])}
    work = {name: (OPERATIONAL, 60.0) for name in names[1::10] if name not in failing}
    heard = {name: number / 4 for number, name in enumerate(names) if name not in failing}
    begun = time.process_time()
    assert told(Graph.of(names, needs), failing, heard, work=work)
    assert time.process_time() - begun < 10
