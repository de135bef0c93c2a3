"""The publisher: keeps the last generation in mind, and publishes the next when something differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from samdrift.monitoring.queries.heard import last_heard
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.queries import newest_revision, systems_in_force
from samdrift.publishing.files import Files
from samdrift.publishing.gather import gather
from samdrift.publishing.generation import Store
from samdrift.publishing.models import Generation
from samdrift.snapshot.generation import Entry, Manifest
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ROLLING = 25
"""Systems measured anew in one turn because their hour has passed: many systems must not hold up one that fails."""


@dataclass(frozen=True, slots=True)
class Published:
    generation: int
    changed: tuple[str, ...]


class Publisher:
    """One for each worker process. The first call publishes everything; later ones what differs."""

    def __init__(self, root: Path, base_url: str) -> None:
        self._store = Store(root)
        self._files = Files(base_url)
        self._revision: int | None = None
        self._models: dict[str, SystemModel] = {}
        self._statuses: dict[str, SystemStatus] = {}
        self._measured: dict[str, datetime] = {}
        self._fixed: dict[str, Entry] = {}
        self._entries: dict[str, dict[str, Entry]] = {}
        self._heard: datetime | None = None

    def publish(self, touched: Iterable[str], now: datetime) -> Published | None:
        """Publish a new generation if anything that the public reads differs; `touched` are systems just settled.

        Either way the heartbeat tells the edge that what it hands out was confirmed at `now`.
        """
        first = not self._fixed
        renewed = self._renew_portfolio(now)
        wanted = set(self._models) if renewed else {slug for slug in touched if slug in self._models}
        wanted.update(passed := self._passed(now))
        fresh = gather([self._models[slug] for slug in wanted], now)
        differing = [
            slug
            for slug, status in fresh.items()
            if slug in passed or slug not in self._statuses or _believed(status) != _believed(self._statuses[slug])
        ]
        changed = tuple(slug for slug in self._models if slug in fresh and self._state_differs(slug, fresh[slug]))
        self._measured.update(dict.fromkeys(wanted, now))
        heard = _minute(last_heard())
        published = None
        if first or renewed or differing or heard != self._heard:
            self._heard = heard
            self._statuses.update({slug: fresh[slug] for slug in differing})
            published = self._write(differing, changed, now)
        self._store.beat(instant(now))
        return published

    def sweep(self) -> int:
        """Remove what no generation kept needs any more; return how many objects went."""
        return self._store.sweep()

    def _renew_portfolio(self, now: datetime) -> bool:
        revision = newest_revision()
        if revision == self._revision and self._fixed:
            return False
        self._models = {system.slug: system for system in systems_in_force(now)}
        self._statuses = {slug: status for slug, status in self._statuses.items() if slug in self._models}
        self._entries = {slug: entries for slug, entries in self._entries.items() if slug in self._models}
        self._revision = revision
        return True

    def _passed(self, now: datetime) -> list[str]:
        """Systems whose uptime was measured in an earlier hour, longest ago first."""
        hour = _hour(now)
        passed = [slug for slug in self._models if (at := self._measured.get(slug)) is None or _hour(at) != hour]
        return sorted(passed, key=lambda slug: (self._measured.get(slug, now), slug))[:ROLLING]

    def _state_differs(self, slug: str, fresh: SystemStatus) -> bool:
        known = self._statuses.get(slug)
        return known is None or _states(known) != _states(fresh)

    def _write(self, differing: Iterable[str], changed: tuple[str, ...], now: datetime) -> Published:
        row = Generation.objects.create(published_at=now, changed=list(changed))
        if not self._fixed:
            self._fixed = {address: self._store.put(file) for address, file in self._files.fixed().items()}
        for slug in differing:
            made = self._files.of_system(self._statuses[slug])
            self._entries[slug] = {address: self._store.put(file) for address, file in made.items()}
        systems = tuple(self._statuses[slug] for slug in self._models)
        common = self._files.common(Snapshot(row.number, now, self._heard, systems))
        entries = dict(self._fixed)
        for slug in self._models:
            entries.update(self._entries[slug])
        entries.update({address: self._store.put(file) for address, file in common.items()})
        self._store.swap(Manifest(row.number, instant(now), changed, entries))
        return Published(row.number, changed)


def _states(status: SystemStatus) -> tuple[object, ...]:
    return (status.state, status.since, tuple((each.id, each.state, each.since) for each in status.services))


def _believed(status: SystemStatus) -> SystemStatus:
    """Without what is measured, which differs at every moment and is told once an hour."""
    return replace(status, days=(), uptimes=(), months=())


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)


def _hour(moment: datetime) -> tuple[int, int, int, int]:
    local = moment.astimezone(_COPENHAGEN)
    return local.year, local.month, local.day, moment.hour
