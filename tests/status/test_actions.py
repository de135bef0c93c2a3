"""Settling on the real database: the least that differs is written, whatever came when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import TimestamptzRange

from samdrift.monitoring.actions.mapping import map_signal, unmap_signal
from samdrift.monitoring.models import Mapping, Resettle, Signal, Source
from samdrift.monitoring.queries.watching import next_due
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.status.actions import BATCH, Turn, settle_due
from samdrift.status.models import Belief
from samdrift.vocabulary import Level
from tests.cast import at, believed, component, hear, observation, said, source, systems

OK, DEGRADED, PARTIAL, DOWN = Level
NONE = timedelta(0)

pytestmark = pytest.mark.django_db


@pytest.fixture
def probe() -> Source:
    systems({"mitid": ["login", "sign"], "cvr": ["search"]})
    return source(confirm=NONE, interval=timedelta(days=365))


def rows() -> list[tuple[object, ...]]:
    return list(
        Belief.objects.order_by("pk").values_list("pk", "during", "level", "planned", "observed", "believed_at")
    )


def settle_again(since: float = -100_000) -> None:
    for one in ("mitid", "mitid/login", "cvr"):
        Resettle.objects.create(component=component(one), since=at(since), due=at(since))


def test_what_was_said_is_believed_of_the_service_and_of_its_system(probe: Source) -> None:
    hear(probe, observation("mitid/login", 0, OK), observation("mitid/sign", 0, OK), received=0)
    said(probe, "mitid/login", 5, DOWN)
    turn = settle_due(at(6))
    assert turn == Turn(frozenset({"mitid"}), more=False)
    assert believed("mitid/login") == [(0, OK, True), (5, DOWN, True)]
    assert believed("mitid") == [(0, OK, True), (5, PARTIAL, True)], "the other service works"
    assert believed("mitid/sign") == [(0, OK, True)]
    assert not Belief.objects.filter(component__system__slug="cvr").exists()
    assert next_due() is None


def test_settling_again_writes_nothing(probe: Source) -> None:
    for second in range(6):
        said(probe, "mitid", second, DOWN if second % 2 else OK)
    settle_due(at(9))
    before = rows()
    assert settle_due(at(10)).systems == frozenset()
    settle_again()
    assert settle_due(at(11)).systems == {"mitid", "cvr"}
    assert rows() == before


def test_what_is_due_later_waits(probe: Source) -> None:
    said(probe, "mitid", 5, DOWN)
    assert next_due() == at(5)
    assert settle_due(at(4)).systems == frozenset()
    assert settle_due(at(5)).systems == {"mitid"}


def test_a_new_level_is_believed_when_it_stood_and_wakes_settling_then(probe: Source) -> None:
    Source.objects.update(confirm=timedelta(seconds=10))
    said(probe, "mitid", 0, OK)
    said(probe, "mitid", 50, DOWN)
    settle_due(at(51))
    assert believed("mitid") == [(0, OK, True)]
    assert next_due() == at(60)
    settle_due(at(60))
    assert believed("mitid") == [(0, OK, True), (50, DOWN, True)]
    assert next_due() is None


def test_a_late_word_rewrites_only_the_past_it_is_about(probe: Source) -> None:
    for second, level in ((0, OK), (10, DOWN), (20, OK), (30, DOWN)):
        said(probe, "mitid", second, level)
    settle_due(at(40))
    kept = {row[0]: row for row in rows()}
    said(probe, "mitid", 15, DEGRADED, received=50)
    settle_due(at(50))
    assert believed("mitid") == [
        (0, OK, True),
        (10, DOWN, True),
        (15, DEGRADED, True),
        (20, OK, True),
        (30, DOWN, True),
    ]
    written = [row for row in rows() if kept.get(row[0]) != row]
    cut, made = TimestamptzRange(at(10), at(15)), TimestamptzRange(at(15), at(20))
    assert sorted((row[1], row[5]) for row in written) == [(cut, at(40))] * 3 + [(made, at(50))] * 3
    assert kept.keys() < {row[0] for row in rows()}, "for the system and both its services, and nothing else"


def test_a_late_word_makes_flapping_of_the_level_before_it(probe: Source) -> None:
    Source.objects.update(confirm=timedelta(seconds=10))
    for second, level in ((0, OK), (50, DOWN)):
        said(probe, "mitid", second, level)
    settle_all(at(70))
    said(probe, "mitid", 55, OK, received=80)
    settle_all(at(80))
    assert believed("mitid") == [(0, OK, True)]


def test_signals_with_very_different_confirm_times_do_not_forget_each_other(probe: Source) -> None:
    slow = source("slow", confirm=timedelta(hours=2), interval=timedelta(days=365))
    hear(probe, observation("mitid/login", 0, OK), received=0)
    hear(slow, observation("mitid/sign", 0, OK), received=0)
    for second, level in ((1000, DOWN), (1100, OK), (3000, DEGRADED), (3100, OK), (5000, OK)):
        said(probe, "mitid/login", second, level)
        settle_all(at(second + 1))
    said(slow, "mitid/sign", 6000, DOWN)
    settle_all(at(6001))
    expected = [(0, OK, True), (1000, DOWN, True), (1100, OK, True), (3000, DEGRADED, True), (3100, OK, True)]
    assert believed("mitid/login") == expected
    assert believed("mitid") == [(at, PARTIAL if level is DOWN else level, seen) for at, level, seen in expected]


def test_long_flapping_is_not_believed_however_long_it_lasts(probe: Source) -> None:
    Source.objects.update(confirm=timedelta(seconds=1))
    said(probe, "mitid", 0, OK)
    for half in range(300):
        said(probe, "mitid", 10 + half / 2, OK if half % 2 else DOWN)
        if half % 7 == 0:
            settle_all(at(10 + half / 2))
    settle_all(at(200))
    assert believed("mitid") == [(0, OK, True)]


def test_silence_is_not_observed_and_a_word_ends_it(probe: Source) -> None:
    Source.objects.update(interval=timedelta(minutes=5))
    said(probe, "mitid/login", 0, OK)
    fall_silent(at(301))
    settle_due(at(301))
    said(probe, "mitid/login", 0, OK, received=400)
    settle_due(at(400))
    for name in ("mitid/login", "mitid"):
        assert believed(name) == [(0, OK, True), (300, OK, False), (400, OK, True)]


def test_resolved_without_proof_of_life_is_never_green(probe: Source) -> None:
    alerts = source("alerts", life=Source.Life.NONE)
    said(alerts, "mitid/login", 0, DOWN)
    settle_all(at(1))
    said(alerts, "mitid/login", 20, OK)
    for second in (20.001, 20.05, 20.2, 30):
        fall_silent(at(second))
        settle_all(at(second))
    assert believed("mitid/login") == [(0, DOWN, True), (20, OK, False)]


def test_a_service_without_signals_follows_its_system(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    said(probe, "mitid/sign", 5, DEGRADED)
    settle_due(at(9))
    assert believed("mitid/login") == [(0, OK, True)]
    assert believed("mitid") == [(0, OK, True), (5, DEGRADED, True)]


def test_a_change_of_mapping_does_not_rewrite_the_past(probe: Source) -> None:
    said(probe, "probe 7", 0, DOWN)
    signal = Signal.objects.get()
    map_signal(actor=None, signal=signal, component=component("mitid/login"), now=at(100))
    settle_all(at(100))
    assert believed("mitid/login") == [(100, DOWN, True)]
    map_signal(actor=None, signal=signal, component=component("cvr"), now=at(200))
    settle_all(at(200))
    before = believed("mitid"), believed("mitid/login")
    said(probe, "probe 7", 300, OK)
    said(probe, "probe 7", 250, DEGRADED, received=301)
    settle_all(at(301))
    assert (believed("mitid"), believed("mitid/login")) == before
    assert Belief.objects.get(component=component("mitid/login")).during.upper == at(200)
    assert believed("cvr") == [(200, DOWN, True), (250, DEGRADED, True), (300, OK, True)]


def test_a_late_word_is_settled_for_what_its_signal_counted_for_then_and_counts_for_now(probe: Source) -> None:
    said(probe, "mitid/login", 0, OK)
    map_signal(actor=None, signal=Signal.objects.get(), component=component("cvr"), now=at(100))
    settle_all(at(100))
    said(probe, "mitid/login", 150, DOWN)
    said(probe, "mitid/login", 50, DOWN, received=160)
    settle_all(at(200))
    assert believed("mitid/login") == [(0, OK, True), (50, DOWN, True)]
    assert believed("cvr") == [(100, DOWN, True)]


def test_a_mapping_that_never_counted_leaves_nothing_believed(probe: Source) -> None:
    said(probe, "probe 7", 0, DOWN)
    signal = Signal.objects.get()
    for between in (lambda: None, lambda: settle_all(at(100))):
        map_signal(actor=None, signal=signal, component=component("mitid/login"), now=at(100))
        between()
        unmap_signal(actor=None, signal=signal, now=at(100))
        settle_all(at(101))
        assert not Belief.objects.exists()


def test_a_mapping_row_that_vanished_before_it_was_settled_ends_what_was_believed(probe: Source) -> None:
    said(probe, "mitid/login", 0, DOWN)
    settle_due(at(1))
    said(probe, "mitid/login", 5, OK)
    Mapping.objects.all().delete()
    assert settle_all(at(6)) == {"mitid"}
    assert believed("mitid/login") == [(0, DOWN, True)]
    assert believed("mitid") == [(0, PARTIAL, True)]
    assert all(at(4) < belief.during.upper <= at(5) for belief in Belief.objects.all())


def test_adjacent_beliefs_differ_even_where_settling_began_between_them(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    said(probe, "mitid", 10, DOWN)
    settle_all(at(20))
    other = source("other", confirm=NONE)
    Mapping.objects.all().delete()
    said(other, "mitid", 0, OK)
    Resettle.objects.all().delete()
    Resettle.objects.create(component=component("mitid"), since=at(10) + timedelta(microseconds=1), due=at(10))
    settle_all(at(30))
    assert believed("mitid") == [(0, OK, True)]


def test_the_database_refuses_two_beliefs_at_one_time(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    settle_due(at(1))
    belief = Belief.objects.get(component=component("mitid"))
    for start, end in ((-5, 5), (5, 9), (-5, None)):
        belief.pk = None
        belief.during = TimestamptzRange(at(start), at(end) if end else None)
        with pytest.raises(IntegrityError, match="belief_one_at_a_time"), transaction.atomic():
            belief.save(force_insert=True)


@pytest.mark.parametrize("night", [datetime(2024, 3, 31, 0, 30, tzinfo=UTC), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)])
def test_a_night_when_the_clock_changes_is_as_long_as_it_is(probe: Source, night: datetime) -> None:
    """Words by local time with its offset, half an hour apart: nothing is doubled or lost."""
    copenhagen = ZoneInfo("Europe/Copenhagen")
    offset = (night - at(0)).total_seconds()
    moments = [offset + 1800 * step for step in range(5)]
    for step, moment in enumerate(moments):
        local = datetime.fromisoformat(at(moment).astimezone(copenhagen).isoformat())
        said(probe, "mitid", (local - at(0)).total_seconds(), DOWN if step % 2 else OK)
    settle_all(at(moments[-1]))
    assert believed("mitid") == [(moment, DOWN if step % 2 else OK, True) for step, moment in enumerate(moments)]


def _settle_many(number: int) -> int:
    slugs = [f"s{number}-{n}" for n in range(number)]
    systems({slug: ["a", "b"] for slug in slugs})
    one = source(f"source-{number}", confirm=timedelta(seconds=10))
    hear(one, *(observation(f"{slug}/a", 0, OK) for slug in slugs), received=0)
    settle_all(at(1))
    hear(one, *(observation(f"{slug}/a", 50, DOWN) for slug in slugs), received=50)
    with CaptureQueriesContext(connection) as captured:
        assert len(settle_due(at(51)).systems) == number
    with CaptureQueriesContext(connection) as more:
        assert len(settle_due(at(60)).systems) == number
    return len(captured) + len(more)


def test_many_systems_cost_no_more_queries_than_one(db: None) -> None:
    assert _settle_many(1) == _settle_many(40) <= 30


def test_more_systems_than_one_turn_takes_are_all_settled(db: None) -> None:
    slugs = [f"s-{n}" for n in range(BATCH + 5)]
    systems({slug: ["a"] for slug in slugs})
    hear(source(), *(observation(slug, 0, OK) for slug in slugs), received=0)
    first = settle_due(at(1))
    assert (len(first.systems), first.more) == (BATCH, True)
    assert settle_all(at(1)) == set(slugs) - first.systems
    assert next_due() is None


def test_more_entries_of_one_system_than_one_turn_takes(probe: Source) -> None:
    one = component("mitid").pk
    Resettle.objects.bulk_create(Resettle(component_id=one, since=at(0), due=at(0)) for _ in range(BATCH * 50 + 1))
    assert settle_due(at(1)).more
    assert settle_all(at(1)) == {"mitid"}
    assert not Resettle.objects.exists()
