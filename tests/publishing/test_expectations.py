"""Whom trouble that began at different moments may still reach, where some were heard to work since."""

from __future__ import annotations

import time
from datetime import timedelta

from samdrift.impact import Dependency, Graph
from samdrift.vocabulary import Criticality, Level
from tests.publishing.foresight import check, graph, reached, told

DEGRADED, PARTIAL, MAJOR = list(Level)[1:]
BOTH = graph(Dependency("login", ("mitid",)), Dependency("login", ("cpr",)), Dependency("borger", ("login",)))


SOFT = graph(
    Dependency("login", ("mitid",), Criticality.HIGH),
    Dependency("login", ("cpr",), tolerance=timedelta(minutes=5)),
    Dependency("borger", ("login",)),
)


def test_no_check_but_one_end_to_end_takes_back_what_a_critical_need_makes_expected() -> None:
    for minutes in (1, 60, 7 * 24 * 60):
        failing = {"mitid": [(MAJOR, minutes)]}
        green = {"login": 0.0, "borger": 0.0}
        assert reached(BOTH, failing, green) == {"login": (MAJOR, "mitid"), "borger": (MAJOR, "mitid")}
        assert reached(BOTH, failing, green, check("login", 0.5)) == {}
        assert reached(BOTH, failing, green, check("borger", 0.5)) == {"login": (MAJOR, "mitid")}


def test_an_end_to_end_check_proves_nothing_from_before_the_failure_or_while_it_fails() -> None:
    failing = {"mitid": [(MAJOR, 60)]}
    assert "login" in reached(BOTH, failing, {}, check("login", 61))
    assert "login" in reached(BOTH, failing, {}, check("login", None))
    worse = {"mitid": [(DEGRADED, 60), (MAJOR, 10)]}
    assert reached(BOTH, worse, {}, check("login", 30))["login"] == (MAJOR, "mitid"), "it got worse since"


def test_an_end_to_end_check_proves_only_what_it_goes_through() -> None:
    both = {"mitid": [(MAJOR, 60)], "cpr": [(PARTIAL, 60)]}
    assert reached(BOTH, both, {}, check("login", 1, "mitid"))["login"] == (PARTIAL, "cpr")
    assert reached(BOTH, both, {}, check("login", 1, "cpr"))["login"] == (MAJOR, "mitid")
    assert reached(BOTH, both, {}, check("login", 1, "cpr"), check("login", 2, "mitid")) == {}
    assert reached(BOTH, both, {}, check("login", 1)) == {}


def test_newer_trouble_is_felt_beside_older_that_is_not() -> None:
    both = {"mitid": [(MAJOR, 60)], "cpr": [(PARTIAL, 1)]}
    found = reached(BOTH, both, {}, check("login", 2))
    assert found == {"login": (PARTIAL, "cpr"), "borger": (PARTIAL, "cpr")}
    unwatched = graph(*BOTH.dependencies, Dependency("post", ("borger",)))
    assert reached(unwatched, both, {}, check("borger", 2))["post"] == (PARTIAL, "cpr")
    both["cpr"] = [(PARTIAL, 60)]
    assert "post" not in reached(unwatched, both, {}, check("borger", 2))


def test_trouble_of_each_age_is_felt_beside_the_older_that_is_not() -> None:
    """Two were checked at different times, so that there are three ages of trouble; the one between is felt as well."""
    three = graph(*BOTH.dependencies, Dependency("post", ("cvr",)))
    failing = {"mitid": [(MAJOR, 120.0)], "cpr": [(PARTIAL, 40.0)], "cvr": [(MAJOR, 1.0)]}
    found = reached(three, failing, {}, check("login", 60), check("post", 2))
    assert found["borger"] == (PARTIAL, "cpr")
    assert found["post"] == (MAJOR, "cvr")


def test_over_other_needs_fifteen_minutes_of_work_take_it_back() -> None:
    for failed in ("mitid", "cpr"):
        assert "login" in reached(SOFT, {failed: [(MAJOR, 14)]}, {"login": 0})
        assert reached(SOFT, {failed: [(MAJOR, 60)]}, {"login": 2}) == {}
        assert "borger" in reached(SOFT, {failed: [(MAJOR, 60)]}, {"login": 46})


def test_what_got_worse_is_felt_anew_only_by_those_who_are_to_feel_more_of_it() -> None:
    worse = {"mitid": [(DEGRADED, 60), (PARTIAL, 1)]}
    for criticality, expected in ((Criticality.CRITICAL, {"login", "borger"}), (Criticality.HIGH, set())):
        needs = (Dependency("login", ("mitid",), criticality), Dependency("borger", ("login",)))
        assert reached(graph(*needs), worse, {"login": 2}, check("login", 2)).keys() == expected
        both = graph(*needs, Dependency("login", ("cpr",)))
        assert reached(both, worse | {"cpr": [(DEGRADED, 60)]}, {"login": 2}, check("login", 2)).keys() == expected


def test_the_last_of_those_that_stand_in_for_each_other_takes_the_others_word_away() -> None:
    """While one of the two worked, it said nothing that all was well."""
    either = graph(Dependency("notices", ("sms", "mail")), Dependency("post", ("notices",)))
    assert reached(either, {"sms": [(MAJOR, 60)]}, {}, check("notices", 2)) == {}
    assert reached(either, {"sms": [(MAJOR, 60)], "mail": [(MAJOR, 1)]}, {}, check("notices", 2)) == {
        "notices": (MAJOR, "mail"),
        "post": (MAJOR, "mail"),
    }


def test_a_member_of_a_group_that_nobody_watches_is_no_stand_in() -> None:
    either = graph(Dependency("notices", ("sms", "mail")), Dependency("post", ("notices",)))
    down = {"sms": [(MAJOR, 60)]}
    assert reached(either, down, {}) == {}
    found = told(either, down, {}, unknown=["mail"])
    assert {node: one.level for node, one in found.items()} == {"notices": MAJOR, "post": MAJOR}
    assert [each.da for each in found["notices"].unwatched] == ["MAIL"]
    assert reached(either, {}, {}, unknown=["mail"]) == {}, "unknown alone warns nobody"
    assert reached(either, down, {}, unknown=["mail", "notices"]).keys() == {"notices", "post"}


def test_of_a_larger_group_each_member_that_nobody_watches_is_one_less() -> None:
    two_of_four = graph(Dependency("notices", ("a", "b", "c", "d"), required=2))
    failing = {name: [(MAJOR, 5.0)] for name in "ab"}
    assert reached(two_of_four, failing, {}) == {}
    assert reached(two_of_four, failing, {}, unknown=["c"]).keys() == {"notices"}
    assert reached(two_of_four, {"a": [(MAJOR, 5)]}, {}, unknown=["c"]) == {}
    assert reached(two_of_four, {"a": [(MAJOR, 5)]}, {}, unknown=["c", "d"]).keys() == {"notices"}
    assert reached(two_of_four, {}, {}, unknown="abcd") == {}


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


def test_a_check_through_one_member_says_nothing_of_the_others_that_are_needed() -> None:
    both = graph(Dependency("notices", ("a", "b"), required=2))
    assert reached(both, {"b": [(MAJOR, 60)]}, {}, check("notices", 1, "a")) == {"notices": (MAJOR, "b")}
    assert reached(both, {"b": [(MAJOR, 60)]}, {}, check("notices", 1, "a", "b")) == {}
    either = graph(Dependency("notices", ("a", "b")))
    assert reached(either, {"a": [(MAJOR, 60)], "b": [(MAJOR, 60)]}, {}, check("notices", 1, "a")) == {}


def test_the_last_of_a_group_to_fail_takes_the_others_with_it() -> None:
    needs = graph(Dependency("p", ("z",)), Dependency("p", ("a", "b")), Dependency("c", ("p",)))
    failing = {"z": [(MAJOR, 60.0)], "a": [(MAJOR, 60.0)], "b": [(MAJOR, 5.0)]}
    assert "c" in reached(needs, failing, {}, check("c", 30))
