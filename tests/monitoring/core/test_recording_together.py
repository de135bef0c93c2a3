"""Several processes record, log silence and settle at once: no deadlock, nothing lost."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from samdrift.monitoring.models import Mapping, Signal, Source, Transition
from samdrift.monitoring.observation import Observation, Reading, Whole
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.silence import fall_silent
from samdrift.status.actions import settle_due
from samdrift.vocabulary import Level
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE

pytestmark = pytest.mark.django_db(transaction=True)


def together(*work: Callable[[], object]) -> None:
    """Each in a thread of its own, started at one moment; an error in any is an error."""
    start = threading.Barrier(len(work))

    def run(each: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            each()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        for future in [pool.submit(run, each) for each in work]:
            future.result(timeout=120)


def test_many_record_to_the_same_signals_in_any_order() -> None:
    systems({"mitid": ["login"]})
    sources = [source("one"), source("two")]
    keys = [f"probe-{number}" for number in range(12)]

    def push(thread: int) -> None:
        chosen = random.Random(thread)
        for turn in range(12):
            words = [
                Observation(key, at(1 + turn * 10 + thread), chosen.choice([OK, DOWN]), maps_to=None) for key in keys
            ]
            deliveries = [
                Delivery(
                    each.pk,
                    Reading(
                        tuple(chosen.sample(words, len(words))),
                        events=True,
                        whole=Whole() if chosen.random() < 0.2 else None,
                    ),
                    at(500),
                )
                for each in chosen.sample(sources, 2)
            ]
            record(deliveries)

    def watch() -> None:
        for _ in range(30):
            fall_silent(at(0))
            settle_due(at(500))

    together(*[lambda thread=thread: push(thread) for thread in range(4)], watch)
    assert Signal.objects.count() == 24
    for signal in Signal.objects.all():
        last = signal.transitions.order_by("at").last()
        assert last and (last.level, last.at) == (signal.level, signal.level_at)


def test_a_signal_named_by_many_at_once_is_made_and_mapped_once() -> None:
    systems({"mitid": ["login"]})
    probe = source()
    together(*[lambda second=second: said(probe, "mitid/login", second, OK, received=9) for second in range(6)])
    assert Signal.objects.count() == Mapping.objects.count() == 1
    assert log("mitid/login")[0] == (0, OK)


def test_every_change_of_every_sender_is_in_the_log() -> None:
    systems({"mitid": ["login"]})
    probe = source()
    words = [(second, OK if second % 2 else DOWN) for second in range(40)]
    random.Random(1).shuffle(words)
    said(probe, "mitid", -1, DOWN)
    parts = [words[start::4] for start in range(4)]

    def push(part: list[tuple[int, Level]]) -> None:
        for second, level in part:
            said(probe, "mitid", second, level, received=100)

    together(*[lambda part=part: push(part) for part in parts])
    for second, level in words:
        line = Transition.objects.filter(at__lte=at(second)).latest("at")
        if line.at == at(second):
            assert line.level == level
    assert log("mitid")[-1] == (39, OK)


def test_a_word_that_is_being_recorded_is_waited_for_before_its_silence_is_logged() -> None:
    """Its transaction began before the deadline passed and ends after: the signal was heard."""
    systems({"mitid": ["login"]})
    probe = source(life=Source.Life.WATCHDOG)
    hear(probe, observation("mitid", 0, DOWN), received=0, alive=True)
    recorded, looked = threading.Event(), threading.Event()

    def push() -> None:
        with transaction.atomic():
            hear(probe, observation("mitid", 0, DOWN), received=301)
            recorded.set()
            looked.wait(timeout=0.5)

    def look() -> None:
        recorded.wait(timeout=20)
        fall_silent(at(302))
        looked.set()

    together(push, look)
    assert not Signal.objects.get().silent
    assert log("mitid") == [(0, DOWN)]


def test_two_that_settle_at_once_settle_once() -> None:
    systems({"mitid": ["login"]})
    probe = source()
    for second in range(5):
        said(probe, "mitid", second, OK if second % 2 else DOWN)
    together(*[lambda: settle_due(at(60))] * 4)
    assert believed("mitid") == [(second, OK if second % 2 else DOWN, True) for second in range(5)]
