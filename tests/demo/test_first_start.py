"""The history of a demonstration: derived as ever, never mistaken for real, and made once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Max

from samdrift.accounts import tokens
from samdrift.availability import measure
from samdrift.availability.calendar import days_back
from samdrift.demo import facts
from samdrift.demo.invented import hand_over, invented_before
from samdrift.demo.invented.monitoring import SOURCE
from samdrift.demo.portfolio import BEGINNING
from samdrift.demo.seed import signals
from samdrift.monitoring.models import Mapping, Source, Transition
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.queries.heard import heard_at, last_heard, signals_by_system
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.portfolio.models import ChangeReport, Revision
from samdrift.portfolio.queries import systems_in_force
from samdrift.publishing.gather import gather
from samdrift.snapshot.model import SystemStatus
from samdrift.snapshot.spells import spells
from samdrift.status.models import Belief
from samdrift.status.queries import histories
from samdrift.vocabulary import Audience, Level, Period, SignalName
from tests.demo.conftest import NOW, start

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("started")]


def gathered(now: datetime = NOW) -> dict[str, SystemStatus]:
    models = [each for each in systems_in_force(now, Audience.PUBLIC) if not each.retired and not each.external]
    return gather(models, now)


def live(at: datetime, level: Level = Level.OPERATIONAL) -> None:
    """The simulated monitoring system answers, as it is polled."""
    seen = tuple(Observation(key, at, level, maps_to=SignalName.parse(key)) for key in signals(NOW))
    record([Delivery(Source.objects.get(slug="oneview").pk, Reading(seen), at)])
    settle_all(at + timedelta(seconds=1))


def counts() -> dict[str, int]:
    parts = [apps.get_app_config(name) for name in ("accounts", "portfolio", "monitoring", "status")]
    return {model.__name__: model._default_manager.count() for part in parts for model in part.get_models()}


def test_every_system_worked_nearly_always_and_they_differ() -> None:
    statuses = gathered()
    shares = {slug: [each.ratio for each in (*status.uptimes, *status.months)] for slug, status in statuses.items()}
    assert len(statuses) == 12
    for own in shares.values():
        assert len(own) == 3 + 12
        assert all(ratio is not None and 0.97 <= ratio <= 1 for ratio in own)
    assert len({tuple(own) for own in shares.values()}) == 12
    assert any(status.months[6].unobserved or status.uptimes[2].unobserved for status in statuses.values())


def test_the_strip_and_the_uptime_are_those_of_the_history() -> None:
    known = histories(gathered(), NOW - BEGINNING)
    for slug, status in gathered().items():
        own = known[SignalName(slug)]
        for shown, (on, period) in zip(status.days, days_back(NOW), strict=True):
            measured = measure(own, period)
            down = sum(each.at_least(Level.PARTIAL_OUTAGE) for each in (shown.trouble, shown.announced))
            assert shown.date == on
            assert down == pytest.approx(measured.down_seconds)
            assert shown.unobserved_seconds == measured.unobserved_seconds
        whole = measure(own, Period(NOW - BEGINNING, NOW))
        assert whole.observed + whole.unobserved == BEGINNING / timedelta(microseconds=1)
        assert 0 < whole.down < whole.total * 0.03


def test_all_of_it_lies_before_now() -> None:
    assert Transition.objects.aggregate(last=Max("at"))["last"] == NOW
    assert set(Belief.objects.filter(during__startswith__gte=NOW).values_list("observed", flat=True)) == {False}
    for model in (Revision, Mapping):
        assert not model._default_manager.filter(during__startswith__gt=NOW).exists()
    assert not ChangeReport.objects.filter(decided_at__gt=NOW - timedelta(days=30)).exists()


def test_its_source_is_named_for_what_it_is_and_counts_for_nothing_now() -> None:
    source = Source.objects.get(slug=SOURCE)
    assert "invented" in source.slug and source.paused
    assert source.token_hash == "" and not tokens.matches("", source.token_hash)
    assert last_heard() is None and not heard_at()
    assert {transition.text for transition in source.signals.first().transitions.all()} == {  # type: ignore[union-attr]
        "Opdigtet til demonstrationen. Invented for the demonstration."
    }
    assert all(not status.state.observed for status in gathered().values())


def test_where_real_monitoring_begins_is_neither_hole_nor_outage() -> None:
    heard = NOW + timedelta(seconds=7)
    assert not hand_over(heard)
    live(heard)
    over = heard + timedelta(seconds=1)
    assert hand_over(over)
    settle_all(over)
    for slug, status in gathered(over).items():
        last = spells(histories([slug], NOW - BEGINNING)[SignalName(slug)])[-1]
        assert status.state.observed and status.state.level is Level.OPERATIONAL
        assert status.since == last.period.start < NOW - timedelta(days=3)
        assert last.gaps[-1] == Period(NOW, heard)
        assert status.watched_by == len(signals_by_system([slug])[slug]) == len(status.services)


def test_after_that_only_real_monitoring_counts() -> None:
    heard = NOW + timedelta(seconds=7)
    live(heard)
    hand_over(heard)
    live(heard + timedelta(seconds=3), Level.MAJOR_OUTAGE)
    later = heard + timedelta(seconds=5)
    assert {status.state.level for status in gathered(later).values()} == {Level.MAJOR_OUTAGE}
    live(later)
    late = later + timedelta(minutes=1)
    fall_silent(late)
    settle_all(late)
    assert not any(status.state.observed for status in gathered(late).values())


def test_a_second_start_adds_nothing(started: Path) -> None:
    before, told = counts(), facts.read(started)
    start(started, NOW + timedelta(days=1))
    assert counts() == before
    assert facts.read(started) == told
    assert told["invented_before"] == NOW.isoformat()
    assert invented_before() == NOW


def test_a_start_after_monitoring_began_hands_over(started: Path) -> None:
    live(NOW + timedelta(seconds=7))
    start(started, NOW + timedelta(seconds=9))
    assert not Mapping.objects.current().filter(signal__source__slug=SOURCE).exists()
