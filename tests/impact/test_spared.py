"""Who is heard to work stops what began before that and no more, and who got worse did not begin to fail only then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import AT_ONCE, Dependency, Graph, GraphFault, Seen, Step, expected, spread
from samdrift.vocabulary import Criticality, Level
from tests.impact.oracle import NAMES, Case, cases, severity, unhurried

OPERATIONAL, DEGRADED, PARTIAL, MAJOR = Level
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LOGIN = Graph.of(
    ["mitid", "cpr", "nemlog-in", "borger"],
    [
        Dependency("nemlog-in", ("mitid",)),
        Dependency("nemlog-in", ("cpr",), Criticality.HIGH, tolerance=4 * HOUR),
        Dependency("borger", ("nemlog-in",)),
    ],
)


def levels(mitid: timedelta, heard: timedelta) -> dict[str, Level]:
    seen = Seen({"mitid": MAJOR}, {"mitid": mitid}, spared={"nemlog-in": heard})
    return {name: one.level for name, one in expected(LOGIN, seen).items()}


def test_what_began_before_it_was_heard_stops_there() -> None:
    assert levels(mitid=2 * HOUR, heard=HOUR) == {"nemlog-in": MAJOR}
    assert levels(mitid=HOUR, heard=HOUR) == {"nemlog-in": MAJOR}


def test_what_began_since_goes_on() -> None:
    assert levels(mitid=HOUR - MINUTE, heard=HOUR) == {"nemlog-in": MAJOR, "borger": MAJOR}


def test_what_is_not_felt_yet_is_not_spared() -> None:
    found = expected(LOGIN, Seen({"cpr": MAJOR}, {"cpr": HOUR}, spared={"nemlog-in": AT_ONCE}))
    assert {name: one.later for name, one in found.items()} == {
        "nemlog-in": (Step(3 * HOUR, PARTIAL),),
        "borger": (Step(3 * HOUR, PARTIAL),),
    }


def test_a_copy_runs_out_from_when_the_trouble_began_and_not_from_when_it_got_worse() -> None:
    worse = Seen({"cpr": MAJOR}, {"cpr": HOUR}, milder={"cpr": (Step(-5 * HOUR, PARTIAL),)})
    one = expected(LOGIN, worse)["nemlog-in"]
    assert (one.level, one.later) == (DEGRADED, (Step(3 * HOUR, PARTIAL),))


@pytest.mark.parametrize("wide", [1_000_000, 0], ids=["walked", "swept"])
def test_what_gets_worse_counts_whole_in_a_group_that_never_knew_of_it_before(wide: int) -> None:
    """Milder trouble stopped at `sms`; what goes on from there is all of it, and not the rise alone."""
    needs = (Dependency("sms", ("mitid",)), Dependency("notices", ("sms", "mail")))
    found = spread(
        Graph.of(["mitid", "sms", "mail", "notices"], needs),
        {"mitid": MAJOR, "mail": MAJOR},
        milder={"mitid": [Step(-2 * HOUR, DEGRADED)]},
        spared={"sms": HOUR},
        wide=wide,
    )
    assert found.level("notices") == MAJOR
    assert found.reasons("notices")[0].providers == ("sms", "mail")


def test_nothing_both_fails_and_is_spared() -> None:
    with pytest.raises(GraphFault, match="'mitid' cannot both fail"):
        spread(LOGIN, {"mitid": MAJOR}, spared={"mitid": HOUR})


@dataclass
class Hours:
    """One hour after another, each until nothing changes: how bad every system is, and how bad others know it to be."""

    case: Case
    rises: dict[str, list[Step]]
    stops: dict[str, timedelta]
    passed: dict[timedelta, dict[str, Level]] = field(default_factory=dict)
    now: dict[str, Level] = field(default_factory=lambda: dict.fromkeys(NAMES, OPERATIONAL))

    def run(self, first: int, last: int) -> Iterator[dict[str, Level]]:
        known = dict.fromkeys(NAMES, OPERATIONAL)
        for moment in (hour * HOUR for hour in range(first, last + 1)):
            self.passed[moment] = known = dict(known)
            while (found := {name: self.of(name, moment) for name in NAMES}) != self.now:
                for name in NAMES:
                    if found[name] > self.now[name] and moment > self.stops.get(name, -1000 * HOUR):
                        known[name] = found[name]
                self.now = found
            yield dict(self.now)

    def of(self, name: str, moment: timedelta) -> Level:
        own = [step.level for step in self.rises.get(name, ()) if step.after <= moment]
        felt = [
            self.case.transfer.felt(need.criticality, severity(need, self.passed[moment - need.tolerance]))
            for need in self.case.dependencies
            if need.consumer == name and moment - need.tolerance in self.passed
        ]
        return max([self.now[name], *own, *felt])


ago = st.integers(0, 3).map(lambda hours: hours * HOUR)


@pytest.mark.parametrize("wide", [1_000_000, 0], ids=["walked", "swept"])
@unhurried
@given(
    case=cases,
    waits=st.lists(st.sampled_from([AT_ONCE, AT_ONCE, HOUR, 2 * HOUR]), min_size=14, max_size=14),
    since=st.dictionaries(st.sampled_from(NAMES), ago),
    milder=st.dictionaries(st.sampled_from(NAMES), st.tuples(ago, st.sampled_from([DEGRADED, PARTIAL]))),
    spared=st.dictionaries(st.sampled_from(NAMES), ago, max_size=4),
)
def test_hour_by_hour(
    *,
    case: Case,
    waits: list[timedelta],
    since: dict[str, timedelta],
    milder: dict[str, tuple[timedelta, Level]],
    spared: dict[str, timedelta],
    wide: int,
) -> None:
    timed = tuple(replace(need, tolerance=wait) for need, wait in zip(case.dependencies, waits, strict=False))
    case = replace(case, dependencies=timed)
    before = {name: [Step(-hours, level)] for name, (hours, level) in milder.items() if name in case.failed}
    works = {name: hours for name, hours in spared.items() if name not in case.failed}
    rises = {
        name: [*before.get(name, ()), Step(-since.get(name, AT_ONCE), level)] for name, level in case.failed.items()
    }
    hours = Hours(case, rises, {name: -hours for name, hours in works.items()})
    found = spread(case.graph, case.failed, since=since, milder=before, spared=works, wide=wide)
    for hour, told in enumerate(hours.run(-3, 14), start=-3):
        assert found.levels(hour * HOUR) == {name: level for name, level in told.items() if level}
    for name in NAMES:
        assert len(found.reasons(name)) == max(len(found.because(name)) - 1, 0)
