"""The whole system, in order: collect, settle, publish.

    monitors ─▶ collect ─▶ settle ─▶ publish ─▶ generation on disk ─▶ edge

Each step may run twice: it reads what is so and writes what differs. One worker turns at a time; others stand by.
"""

from __future__ import annotations

from datetime import datetime

from samdrift.monitoring.collect import Collector
from samdrift.monitoring.silence import fall_silent
from samdrift.publishing.publisher import Published, Publisher
from samdrift.status.actions import settle_due


class Pipeline:
    """The steps, with what each keeps from turn to turn."""

    def __init__(self, collector: Collector, publisher: Publisher) -> None:
        self._collector = collector
        self._publisher = publisher

    def begin(self) -> None:
        """Before the first turn, and before any after one that failed or that another worker may have had."""
        self._publisher.begin()

    def turn(self, now: datetime) -> Published | None:
        """One turn: poll what is due, log silence, settle what changed, publish what differs."""
        self._collector.collect(now)
        fall_silent(now)
        touched = settle_all(now)
        return self._publisher.publish(touched, now)

    def tidy(self) -> None:
        """What may wait: remove old generations."""
        self._publisher.sweep()


def settle_all(now: datetime) -> set[str]:
    """Settle until nothing is due; return the systems that were settled."""
    touched: set[str] = set()
    while True:
        turn = settle_due(now)
        touched |= turn.systems
        if not turn.more:
            return touched
