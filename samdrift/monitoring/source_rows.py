"""The rows of the sources of a batch: locked and read first, for each is listened to in its own way; written last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samdrift.monitoring.doubt import Doubts
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Reading
from samdrift.vocabulary import sentence

REPEATS = timedelta(hours=4)
"""Within this a sender repeats all that is wrong, unless its source says otherwise: Alertmanager's own default."""

_READ = ("life", "interval", "repeats", "poll_every")
_WRITTEN = {
    "fault": "text",
    "unreached": "boolean",
    "heard_at": "timestamptz",
    "proved_at": "timestamptz",
    "proved_before": "timestamptz",
    "proved_since": "timestamptz",
    "awake_since": "timestamptz",
    "watchdogs_lost": "jsonb",
    "doubts": "jsonb",
}
_UPDATE = (
    f"UPDATE monitoring_source AS s SET {', '.join(f'{name} = v.{name}' for name in _WRITTEN)}"  # noqa: S608
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{kind}[]' for kind in _WRITTEN.values())})"
    f" AS v(id, {', '.join(_WRITTEN)}) WHERE s.id = v.id"
)


def apart(source: Source) -> timedelta:
    """So far from each other two messages of a watchdog are no two deliveries of one."""
    return min(source.interval / 4, timedelta(seconds=30))


@dataclass(slots=True)
class Listened:
    """A source while a batch is recorded."""

    row: Source
    doubts: Doubts

    @property
    def id(self) -> int:
        return self.row.pk

    @property
    def interval(self) -> timedelta:
        return self.row.interval

    @property
    def repeats(self) -> timedelta:
        return self.row.repeats or REPEATS

    @property
    def each_repeats(self) -> bool:
        return self.row.life == Source.Life.EVERY_SIGNAL

    def is_heard(self, at: datetime) -> bool:
        """It was alive just before `at`, whatever its signals said."""
        last = self.row.proved_at if self.row.life == Source.Life.WATCHDOG else self.row.heard_at
        return not self.each_repeats and last is not None and last + self.interval >= at

    @property
    def waits_for_proof(self) -> bool:
        """It has a watchdog, without which it does not say that a fault ended."""
        return self.row.life == Source.Life.WATCHDOG and self.row.proved_since is not None

    def _was_proved(self, at: datetime) -> None:
        row = self.row
        if row.proved_at is None or row.proved_at + row.interval < at:
            row.proved_since = at
        if row.proved_at and (row.proved_before is None or row.proved_at - row.proved_before >= apart(row)):
            row.proved_before = row.proved_at
        row.proved_at = max(at, row.proved_at or at)

    def _was_lost(self, at: datetime) -> None:
        """Its watchdog was heard to end."""
        row = self.row
        row.proved_since = row.proved_since or at
        row.proved_at = row.proved_before = None

    def was_heard(self, reading: Reading, at: datetime) -> None:
        row = self.row
        row.fault, row.unreached = reading.fault, False
        row.watchdogs_lost = sorted({*row.watchdogs_lost, *reading.watchdogs_lost} - reading.watchdogs)
        if reading.alive and not row.watchdogs_lost:
            self._was_proved(at)
        elif reading.lost or reading.watchdogs_lost:
            self._was_lost(at)
        elif reading.whole is not None and row.proved_since is not None:
            row.fault = sentence(
                "The alert that always fires is missing from the answer. It was there before."
            ).stored()
            row.awake_since = None
            return
        if reading.fault and reading.whole is None:
            return
        if row.awake_since is None or reading.restarted or (row.heard_at and row.heard_at + row.interval < at):
            row.awake_since = at
            if reading.whole is not None and reading.whole.at_first and row.heard_at is None:
                row.awake_since = at - reading.whole.awake
        row.heard_at = max(at, row.heard_at or at)

    def concludes(self, reading: Reading, key: str, received: datetime) -> bool:
        """From the source's saying nothing of the signal `key` it follows that it works."""
        if self.doubts.covers(key) or self.row.watchdogs_lost:
            return False
        if reading.whole is None:
            return True
        since = self.row.awake_since
        return since is not None and received - since >= reading.whole.awake and not reading.restarted


def lock_sources(ids: Iterable[int]) -> dict[int, Listened]:
    """Let what is logged of one source come one after the other, so that each signal is made once.

    Sources are locked in one order, before any signal: two batches never wait for each other.
    """
    locked = Source.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return {row.pk: Listened(row, Doubts.stored(row.doubts)) for row in locked.only(*_READ, *_WRITTEN)}


def write_sources(sources: Iterable[Listened]) -> None:
    rows = []
    for source in sources:
        source.row.doubts = source.doubts.to_store()
        rows.append(source.row)
    columns = [[getattr(row, name) for row in rows] for name in ("id", *_WRITTEN)]
    columns[-2:] = [json.dumps(row.watchdogs_lost) for row in rows], [json.dumps(row.doubts) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, columns)
