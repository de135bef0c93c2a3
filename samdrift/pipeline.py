"""The whole system, in order: collect, settle, publish.

    monitors ─▶ collect ─▶ settle ─▶ publish ─▶ generation on disk ─▶ edge

Each step may run twice: it reads what is so and writes what differs. One worker turns at a time; others stand by.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

from samdrift.monitoring.collect import Collector
from samdrift.monitoring.release import release_held
from samdrift.monitoring.silence import fall_silent
from samdrift.portfolio.actions.handing_over import hand_over
from samdrift.portfolio.actions.reminding import remind
from samdrift.publishing.publisher import Published, Publisher
from samdrift.status.actions import settle_due

_SLOWEST_COMMIT = timedelta(minutes=1)
"""A revision may be written as late as this after the moment that it begins."""


class Pipeline:
    """The steps, with what each keeps from turn to turn."""

    def __init__(self, collector: Collector, publisher: Publisher) -> None:
        self._collector = collector
        self._publisher = publisher
        self._aside = Aside()
        self._handed_over: datetime | None = None

    def begin(self) -> None:
        """Before the first turn, and before any after one that failed or that another worker may have had."""
        self._publisher.begin()
        self._handed_over = None

    def turn(self, now: datetime) -> Published | None:
        """One turn: poll what is due, log silence, settle what changed, hand over systems, publish what differs."""
        self._collector.collect(now)
        fall_silent(now)
        release_held(now)
        touched = settle_all(now)
        hand_over(after=self._handed_over, now=now)
        self._handed_over = now - _SLOWEST_COMMIT
        return self._publisher.publish(touched, now)

    def tidy(self, now: datetime) -> None:
        """What may wait: remove old generations, remind owners."""
        self._publisher.sweep()
        self._aside.run(lambda: remind(now))

    def rest(self) -> None:
        """Wait until what was begun beside the turns is done."""
        self._aside.wait()


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


def settle_all(now: datetime) -> set[str]:
    """Settle until nothing is due; return the systems that were settled."""
    touched: set[str] = set()
    while True:
        turn = settle_due(now)
        touched |= turn.systems
        if not turn.more:
            return touched
