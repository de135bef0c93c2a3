from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.portfolio.queries import systems_in_force
from samdrift.publishing.gather import gather
from samdrift.snapshot.model import Day, Rise, SystemStatus
from samdrift.vocabulary import Audience, Level
from tests import cast
from tests.publishing.installation import Installation, documents, take_in

MINUTE, HOUR, DAY = 60, 3600, 86400


def gathered(slug: str, seconds: float) -> SystemStatus:
    settle_all(cast.at(seconds))
    systems = systems_in_force(cast.at(seconds), Audience.PUBLIC)
    return gather(systems, cast.at(seconds))[slug]


def today(small: Installation, *words: tuple[float, Level, bool]) -> Day:
    """The day of CVR, of which these were said: seconds after noon, level, whether planned."""
    for seconds, level, planned in words:
        cast.said(small.source, "cvr", seconds, level, planned=planned)
    return gathered("cvr", 5 * HOUR).days[-1]


@pytest.mark.parametrize(
    ("words", "worst", "planned"),
    [
        ([(0, Level.OPERATIONAL, False)], Level.OPERATIONAL, False),
        ([(0, Level.OPERATIONAL, True)], Level.OPERATIONAL, False),
        ([(0, Level.MAJOR_OUTAGE, True), (HOUR, Level.OPERATIONAL, False)], Level.MAJOR_OUTAGE, True),
        ([(0, Level.MAJOR_OUTAGE, True), (HOUR, Level.DEGRADED, False)], Level.DEGRADED, False),
        ([(0, Level.DEGRADED, True), (HOUR, Level.MAJOR_OUTAGE, False)], Level.MAJOR_OUTAGE, False),
    ],
)
def test_planned_work_hides_no_trouble_of_the_same_day(
    small: Installation, words: list[tuple[float, Level, bool]], worst: Level, planned: bool
) -> None:
    day = today(small, *words)
    assert (day.worst, day.planned) == (worst, planned)


@pytest.mark.parametrize(
    ("seconds", "brief"),
    [
        (5, {"24h", "30d", "90d", "2024-11"}),
        (HOUR - 1, {"24h", "30d", "90d", "2024-11"}),
        (HOUR, {"30d", "90d", "2024-11"}),
        (DAY, set()),
    ],
)
def test_what_was_measured_for_a_moment_says_so(small: Installation, seconds: float, brief: set[str]) -> None:
    cast.said(small.source, "cvr", 0, Level.OPERATIONAL)
    status = gathered("cvr", seconds)
    assert {each.window for each in (*status.uptimes, *status.months) if each.brief} == brief


def test_a_retired_system_is_not_measured(small: Installation) -> None:
    cast.said(small.source, "nemid", 0, Level.MAJOR_OUTAGE)
    retired = gathered("nemid", HOUR)
    assert (retired.days, retired.uptimes, retired.months) == ((), (), ())
    assert retired.succession


@pytest.mark.parametrize("events", [False, True])
def test_an_outage_that_began_while_nobody_listened_began_when_its_source_says(
    small: Installation, events: bool
) -> None:
    one = cast.source("oneview", interval=timedelta(minutes=1))
    cast.hear(one, cast.observation("cvr", 0, Level.OPERATIONAL), received=0, events=events)
    fall_silent(cast.at(70))
    settle_all(cast.at(70))
    cast.hear(one, cast.observation("cvr", 90, Level.MAJOR_OUTAGE), received=150, events=events)
    status = gathered("cvr", 151)
    assert (status.since, status.rises) == (cast.at(90), (Rise(Level.MAJOR_OUTAGE, cast.at(90)),))
    assert [(each.period.start, each.state.observed) for each in status.history] == [
        (cast.at(150), True),
        (cast.at(90), False),
        (cast.at(60), False),
        (cast.at(0), True),
    ], "what was measured is not changed by that"


def test_how_trouble_came_to_be_so_bad(small: Installation) -> None:
    assert gathered("cvr", 0).rises == ()
    for seconds, level in ((0, Level.OPERATIONAL), (10, Level.MAJOR_OUTAGE), (20, Level.DEGRADED)):
        cast.said(small.source, "cvr", seconds, level)
    assert gathered("cvr", 25).rises == (Rise(Level.DEGRADED, cast.at(10)),)
    cast.said(small.source, "cvr", 30, Level.PARTIAL_OUTAGE, planned=True)
    fall_silent(cast.at(DAY + HOUR))
    cast.said(small.source, "cvr", DAY + HOUR, Level.MAJOR_OUTAGE)
    assert gathered("cvr", DAY + HOUR).rises == (
        Rise(Level.DEGRADED, cast.at(10)),
        Rise(Level.PARTIAL_OUTAGE, cast.at(30)),
        Rise(Level.MAJOR_OUTAGE, cast.at(DAY + HOUR)),
    )
    cast.said(small.source, "cvr", DAY + 2 * HOUR, Level.OPERATIONAL)
    assert gathered("cvr", DAY + 2 * HOUR).rises == ()


def test_a_system_is_known_from_the_day_it_went_into_operation(small: Installation) -> None:
    document = documents()["cvr"]
    life = document.life_cycle.model_copy(update={"in_operation_since": date(2021, 10, 6)})
    take_in(document.model_copy(update={"life_cycle": life}), seconds=5)
    assert gathered("cvr", 10).known_from == datetime(2021, 10, 5, 22, tzinfo=UTC)


def test_one_that_does_not_say_is_known_from_what_was_first_seen(small: Installation) -> None:
    assert gathered("cvr", 10).known_from == cast.at(-DAY)
    cast.said(small.source, "cvr", -30 * DAY, Level.OPERATIONAL)
    cast.said(small.source, "cvr", 20, Level.MAJOR_OUTAGE)
    assert gathered("cvr", 30).known_from == cast.at(-30 * DAY)
