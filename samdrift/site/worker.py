"""The worker: turns the pipeline whenever something arrives, and at least four times a second.

One worker turns; others wait for its lock, which PostgreSQL lets go of when the worker or its connection dies.
"""

from __future__ import annotations

import gc
import logging
import signal
import threading
from datetime import UTC, datetime

import psycopg
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from samdrift.isolation import Isolation, Step
from samdrift.monitoring.collect import Collector
from samdrift.monitoring.queries.watching import next_due
from samdrift.monitoring.wake import CHANNEL
from samdrift.outgoing import Outgoing
from samdrift.pipeline import Pipeline
from samdrift.publishing.publisher import Publisher
from samdrift.site.invention import refuse_unmarked_invention

IDLE = 0.25
"""Seconds between turns when nothing arrives: silence must be noticed, polls must start."""
RETRY = 0.5
"""Seconds before the database is tried again."""
TIDY = 14_400
"""Turns between removals of old generations, and between reminders."""
_LOCK = 5_381_726_001
"""The key of the advisory lock that the turning worker holds."""

logger = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


class Worker:
    """Runs until told to stop; survives the database."""

    def __init__(self, pipeline: Pipeline, isolation: Isolation) -> None:
        self._pipeline = pipeline
        self._isolation = isolation
        self._missed = ""
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        """Turn until stopped. A turn that fails is noted and tried again; nothing is skipped, for steps may repeat.

        Until one succeeds there is no heartbeat, so the edge says by itself that the pages are not updated.
        """
        while not self._stop.is_set():
            try:
                self._isolation.attempt(Step.TURN, "", self._run_connected)
                self._pipeline.record()
            except (DatabaseError, psycopg.Error) as error:
                self._miss_database(str(error).partition("\n")[0])
            connection.close()
            self._stop.wait(RETRY)

    def _miss_database(self, why: str) -> None:
        if why != self._missed:
            logger.warning("no database: %s", why)
        self._missed = why

    def _run_connected(self) -> None:
        parameters = connection.get_connection_params()
        parameters = {name: parameters[name] for name in parameters.keys() & _LIBPQ}
        with psycopg.connect(**parameters, autocommit=True) as listening:
            while not self._stop.is_set() and not _take_lock(listening):
                self._stop.wait(RETRY)
            listening.execute(f"LISTEN {CHANNEL}")
            self._missed = ""
            refuse_unmarked_invention()
            self._pipeline.begin()
            turns = 0
            while not self._stop.is_set():
                self._pipeline.turn(now())
                turns += 1
                if turns % TIDY == 1:
                    self._pipeline.tidy(now())
                    # What a whole portfolio takes stays; looking through it for garbage would hold up a change.
                    gc.collect()
                    gc.freeze()
                _await_news(listening, self._pause())
                close_old_connections()

    def _pause(self) -> float:
        """Seconds until the next turn, unless there is news before."""
        due = self._isolation.attempt(Step.NEXT, "", next_due)
        return IDLE if due is None else max(0.0, min(IDLE, (due - now()).total_seconds()))


_LIBPQ = {"host", "port", "dbname", "user", "password", "sslmode", "connect_timeout"}


def _take_lock(listening: psycopg.Connection[tuple[bool]]) -> bool:
    row = listening.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    return bool(row and row[0])


def _await_news(listening: psycopg.Connection[tuple[bool]], seconds: float) -> None:
    for _ in listening.notifies(timeout=seconds, stop_after=1):
        pass


def run() -> int:
    """Run one worker until SIGTERM or SIGINT."""
    outgoing = Outgoing(settings.OUTGOING_ALLOW)
    collector = Collector(outgoing, now)
    isolation = Isolation()
    publisher = Publisher(settings.PUBLISHED, settings.BASE_URL, isolation)
    worker = Worker(Pipeline(collector, publisher, isolation), isolation)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
    collector.close()
    return 0
