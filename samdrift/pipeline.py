"""The whole system, in order: collect, settle, publish.

    monitors ─▶ collect ─▶ settle ─▶ publish ─▶ generation on disk ─▶ edge

Each step may run twice: it reads what is so and writes what differs. One worker turns at a time; others stand by.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import connection

from samdrift.isolation import Each, Fault, Isolation, Key, Step, at_once
from samdrift.monitoring.collect import Collector
from samdrift.monitoring.release import release_held
from samdrift.monitoring.silence import fall_silent
from samdrift.portfolio.actions.handing_over import hand_over
from samdrift.portfolio.actions.reminding import remind
from samdrift.publishing.publisher import Published, Publisher
from samdrift.publishing.recorded_faults import record_faults, recorded_faults
from samdrift.status.actions import settle_due, weigh_anew

_SLOWEST_COMMIT = timedelta(minutes=1)
"""A revision may be written as late as this after the moment that it begins."""


_AGAIN = timedelta(seconds=10)
"""How soon a system that could not be handed over is tried again."""


class Pipeline:
    """The steps, with what each keeps from turn to turn. None of them stops those after it by failing."""

    def __init__(self, collector: Collector, publisher: Publisher, isolation: Isolation) -> None:
        self._collector = collector
        self._publisher = publisher
        self._isolation = isolation
        self._aside = Aside()
        self._handed_over: datetime | None = None
        self._weighed: datetime | None = None
        self._recorded: Mapping[Key, Fault] | None = None

    def begin(self) -> None:
        """Before the first turn, and before any after one that failed or that another worker may have had."""
        self._publisher.begin()
        self._handed_over = self._weighed = None
        self._isolation.remember(recorded_faults())
        self._recorded = None

    def turn(self, now: datetime) -> Published | None:
        """One turn: poll what is due, log silence, settle what changed, hand over systems, publish what differs."""
        self._isolation.now = now
        attempt = self._isolation.attempt
        attempt(Step.COLLECT, "", lambda: self._collector.collect(now))
        attempt(Step.SILENCE, "", lambda: fall_silent(now))
        attempt(Step.RELEASE, "", lambda: release_held(now))
        if attempt(Step.WEIGH, "", lambda: weigh_anew(after=self._weighed, now=now)) is not None:
            self._weighed = now - _SLOWEST_COMMIT
        touched = attempt(Step.SETTLE, "", lambda: settle_all(now, self._isolation.each))
        if touched is None:
            self._publisher.begin()
        self._hand_over(now)
        published = self._publisher.publish(touched or (), now)
        self._isolation.recover(Step.TURN, "")
        self.record()
        return published

    def tidy(self, now: datetime) -> None:
        """What may wait: remove old generations, remind owners."""
        self._isolation.attempt(Step.SWEEP, "", self._publisher.sweep)
        self._aside.run(lambda: self._isolation.attempt(Step.REMIND, "", lambda: remind(now, self._isolation.attempt)))

    def rest(self) -> None:
        """Wait until what was begun beside the turns is done."""
        self._aside.wait()

    def record(self) -> None:
        """Let the desk know what stands, if that differs from what it knows."""
        standing = self._isolation.standing
        if standing != self._recorded and self._isolation.attempt(Step.RECORD, "", lambda: record_faults(standing)):
            self._recorded = standing

    def _hand_over(self, now: datetime) -> None:
        failing = self._isolation.since(Step.HAND_OVER)
        if any(self._isolation.rests(Step.HAND_OVER, slug, _AGAIN) for slug in failing):
            return
        done = self._isolation.attempt(
            Step.HAND_OVER,
            "",
            lambda: hand_over(after=self._handed_over, now=now, attempt=self._isolation.attempt),
        )
        if done is not None:
            self._isolation.recover_untried(Step.HAND_OVER)
        if not self._isolation.since(Step.HAND_OVER):
            self._handed_over = now - _SLOWEST_COMMIT


class Aside:
    """Runs a step that waits for others, such as a mail server, beside the turns, so that it never holds one up."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def run(self, step: Callable[[], object]) -> None:
        """Begin the step, unless the last one is still under way."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=_connected, args=(step,), daemon=True, name="aside")
            self._thread.start()

    def wait(self) -> None:
        if self._thread:
            self._thread.join()


def _connected(step: Callable[[], object]) -> None:
    """In a thread of its own, and so on a connection of its own."""
    try:
        step()
    finally:
        connection.close()


def settle_all(now: datetime, each: Each = at_once) -> set[str]:
    """Settle until nothing is due; return the systems that were settled."""
    touched: set[str] = set()
    while True:
        turn = settle_due(now, each)
        touched |= turn.systems
        if not turn.more:
            return touched
