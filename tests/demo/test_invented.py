"""What is invented is plausible, the same each time, and over before it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from samdrift.availability.calendar import day
from samdrift.demo.invented.logs import logs
from samdrift.demo.invented.troubles import CALM, Stretch, Troubles, troubles
from samdrift.impact import Dependency, Graph
from samdrift.monitoring.placing import Line
from samdrift.vocabulary import COPENHAGEN, Criticality, Level, SignalName

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
BEGINNING = NOW - timedelta(days=730)
SERVICES = {
    "mitid": ["login", "udstedelse"],
    "nemlog-in": ["login", "signering"],
    "cpr": ["opslag", "udtraek"],
    "cvr": ["opslag"],
    "sundhed-dk": ["journal", "medicin", "aftaler"],
}
LOGIN = SignalName("mitid", "login")
GRAPH = Graph.of(
    [*SERVICES, *(f"{slug}/{each}" for slug, own in SERVICES.items() for each in own)],
    [
        Dependency("nemlog-in/login", ("mitid/login",), Criticality.CRITICAL),
        Dependency("sundhed-dk/journal", ("nemlog-in/login",), Criticality.CRITICAL),
    ],
)
YEAR_ROUND = [NOW + timedelta(days=30 * month, hours=month) for month in range(12)]


def invented(now: datetime = NOW) -> Troubles:
    return troubles(SERVICES, GRAPH, now - timedelta(days=730), now)


def written(now: datetime = NOW) -> Mapping[SignalName, list[Line]]:
    return logs(SERVICES, invented(now), now - timedelta(days=730), now)


def of_system(slug: str) -> set[Stretch]:
    return {each for name, own in invented().items() if name.system == slug for each in own}


def test_it_is_the_same_each_time() -> None:
    assert invented() == invented()
    assert written() == written()


def test_it_is_the_same_all_day() -> None:
    in_the_evening = written(NOW + timedelta(hours=9))
    assert {name: log[1:-1] for name, log in written().items()} == {
        name: log[1:-1] for name, log in in_the_evening.items()
    }


@pytest.mark.parametrize("now", YEAR_ROUND)
def test_each_log_goes_from_the_beginning_to_silence_now_and_says_nothing_twice(now: datetime) -> None:
    found = written(now)
    assert {str(name) for name in found} == {f"{slug}/{each}" for slug, own in SERVICES.items() for each in own}
    for log in found.values():
        assert (log[0].at, log[0].level) == (now - timedelta(days=730), Level.OPERATIONAL)
        assert log[-1] == Line(now, None)
        assert all(one.at < other.at and not one.same_state(other) for one, other in pairwise(log))
        assert log[-2].level is Level.OPERATIONAL and log[-2].at < now - CALM / 2


def test_silence_never_hides_trouble() -> None:
    for log in written().values():
        assert not any(one.level and other.level is None for one, other in pairwise(log))
    assert any(line.level is None for log in written().values() for line in log[:-1])


@pytest.mark.parametrize("slug", SERVICES)
def test_each_system_has_few_troubles_a_year_most_of_them_short_and_some_planned(slug: str) -> None:
    found = of_system(slug)
    unplanned = [each for each in found if not each.planned]
    assert 3 <= len(unplanned) <= 20
    assert 2 <= len(found) - len(unplanned) <= 10
    assert sorted(each.end - each.start for each in unplanned)[len(unplanned) // 2] < timedelta(hours=1)
    nights = {each.start.astimezone(COPENHAGEN).hour for each in found if each.planned}
    assert nights <= {0, 1, 2, 3}


def test_no_two_systems_are_alike() -> None:
    starts = [{each.start for each in of_system(slug)} for slug in ("mitid", "cpr", "cvr")]
    assert all(one.isdisjoint(other) for one, other in pairwise(starts))


@pytest.mark.parametrize("now", YEAR_ROUND)
def test_a_long_morning_in_the_last_june_nobody_could_log_in_and_others_felt_it(now: datetime) -> None:
    year = now.year if now.astimezone(COPENHAGEN).month > 6 else now.year - 1
    noon = day(datetime(year, 6, 17, tzinfo=COPENHAGEN).date()).start + timedelta(hours=9)
    for name in (LOGIN, SignalName("nemlog-in", "login"), SignalName("sundhed-dk", "journal")):
        line = max((each for each in written(now)[name] if each.at <= noon), key=lambda each: each.at)
        assert line.level is Level.MAJOR_OUTAGE and not line.planned


def test_what_is_felt_begins_after_its_cause_and_before_that_is_over() -> None:
    causes = [each for each in invented()[LOGIN] if not each.planned and each.end - each.start >= timedelta(hours=2)]
    felt = invented()[SignalName("nemlog-in", "login")]
    for cause in causes:
        near = [each for each in felt if each.near(cause, timedelta())]
        assert all(cause.start < each.start < cause.end for each in near) and near
