"""However messages are put together into batches, the log becomes the same, and that of pure placing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.placing import Line
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.silence import fall_silent
from samdrift.vocabulary import Level
from tests.cast import at, log, source
from tests.monitoring.core.logs import Log

pytestmark = pytest.mark.django_db

words = st.tuples(st.integers(0, 15), st.sampled_from(Level))
readings = st.lists(words, min_size=1, max_size=3)
batches = st.lists(readings, min_size=1, max_size=3)
rounds = st.lists(st.tuples(batches, st.booleans()), min_size=1, max_size=5)


Batch = list[list[tuple[int, Level]]]
INTERVAL = timedelta(seconds=300)


def deliveries(of: Source, key: str, batch: Batch, received: float, *, events: bool) -> list[Delivery]:
    return [
        Delivery(
            of.pk,
            Reading(tuple(Observation(key, at(second), level) for second, level in reading), events=events),
            at(received),
        )
        for reading in batch
    ]


@pytest.mark.parametrize("events", [True, False])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(heard=rounds)
def test_one_by_one_or_together_is_the_same(events: bool, heard: list[tuple[Batch, bool]]) -> None:
    with transaction.atomic():
        probe, received = source(interval=INTERVAL), 20
        pure = Log(event=events, covered=False, interval=INTERVAL)
        for batch, silent in heard:
            record(deliveries(probe, "together", batch, received, events=events))
            for second, level in (word for reading in batch for word in reading):
                record(deliveries(probe, "one by one", [[(second, level)]], received, events=events))
                pure.hear(Line(at(second), level), at(received))
            if silent:
                fall_silent(at(received + 500))
                if pure.newest and pure.newest.silent_since is None:
                    pure.fall_silent(pure.newest.heard_at + INTERVAL)
            received += 1000 if silent else 200
        assert log("together") == log("one by one") == pure.states()
        known = ("level", "level_at", "said_at", "heard_at", "silent")
        together, single = (Signal.objects.filter(key=key).values(*known).get() for key in ("together", "one by one"))
        assert together == single
        transaction.set_rollback(True)
