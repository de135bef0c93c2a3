"""The publisher: keeps the last generation in mind, and publishes the next when something differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from samdrift.monitoring.queries.checks import end_to_end_checks
from samdrift.monitoring.queries.heard import heard_at, last_heard
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import told
from samdrift.publishing.described import Described, Relations, describe
from samdrift.publishing.documents import Documents
from samdrift.publishing.expecting import Expecting, Statuses
from samdrift.publishing.files import Files
from samdrift.publishing.gather import gather
from samdrift.publishing.generation import File, Store
from samdrift.publishing.models import Generation
from samdrift.publishing.pages.places import has_status
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.generation import Entry, Manifest
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ROLLING = 5
"""Systems measured anew in one turn because their hour has passed: many systems must not hold up one that fails."""

REACHED = 50
"""Systems whose own files are made anew in one turn because others' trouble may reach them, for the same reason."""


@dataclass(frozen=True, slots=True)
class _Own:
    """A system's own files, and what they tell: `seen` is what is observed of it alone."""

    seen: SystemStatus
    status: SystemStatus
    relations: Relations
    entries: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Published:
    generation: int
    changed: tuple[str, ...]


class Publisher:
    """One for each worker process. The first call publishes everything; later ones what differs.

    What it remembers is what the current generation says. That is replaced only once the next generation is in place,
    so what a turn that broke off left undone is made up for by the next.
    """

    _seen: dict[str, SystemStatus]
    _expecting: Expecting
    _documents: Documents

    def __init__(self, root: Path, base_url: str) -> None:
        self._root = root
        self._files = Files(base_url)
        self._described: Described | None = None
        self._models: dict[str, SystemModel] = {}
        self._in_doubt: set[str] = set()
        self._portfolio_version: tuple[object, ...] | None = None
        self._measured: dict[str, datetime] = {}
        self._remember_nothing()

    def begin(self) -> None:
        """Look at every system in the next turn: another worker may have turned, or a commit gone unanswered."""
        self._portfolio_version = None

    def publish(self, touched: Iterable[str], now: datetime) -> Published | None:
        """Publish a new generation if anything that the public reads differs; `touched` are systems just settled.

        Either way the heartbeat tells the edge that what it hands out was confirmed at `now`.
        """
        if self._store.current() != self._number:
            self._remember_nothing()
        described = self._renew_portfolio(now)
        self._in_doubt.update(touched)
        read = self._read(self._passed(now), now)
        statuses = self._expecting.beside(read, described, now)
        heard = _minute(last_heard())
        documents_differ = self._documents.turn(described, self._store)
        differs = not self._fixed or documents_differ or heard != self._heard
        published = None
        if differs or self._behind or list(statuses.items()) != list(self._statuses.items()):
            published = self._write(read, statuses, described, heard, now)
        self._seen = read
        self._in_doubt.clear()
        self._store.beat(instant(now))
        return published

    def sweep(self) -> int:
        """Remove what no generation kept needs any more; return how many objects went."""
        return self._store.sweep()

    def _remember_nothing(self) -> None:
        """Begin on what is on disk, whoever wrote it; of that only the states are known."""
        self._store = Store(self._root)
        self._number = self._store.current()
        self._told: dict[str, told.States | None] = dict(told.states_in(self._store.read(told.ADDRESS) or told.NOTHING))
        self._portfolio_version = None
        self._seen = {}
        self._statuses: dict[str, SystemStatus] = {}
        self._expecting = Expecting(Heard(heard_at, end_to_end_checks))
        self._fixed: dict[str, Entry] = {}
        self._own: dict[str, _Own] = {}
        self._behind = False
        self._documents = Documents(
            pages=self._files.of_document, prints=self._files.print_of_document, whole=self._files.of_portfolio
        )
        self._heard: datetime | None = None

    def _renew_portfolio(self, now: datetime) -> Described:
        version = (*portfolio_version(now), now.astimezone(_COPENHAGEN).date())
        if self._described is None or version != self._portfolio_version:
            described = describe(now)
            systems = described.portfolio.systems
            self._models = {each.slug: each for each in systems if has_status(each)}
            self._in_doubt.update(self._models)
            self._described, self._portfolio_version = described, version
        return self._described

    def _passed(self, now: datetime) -> set[str]:
        """Systems whose uptime was measured in an earlier hour, longest ago first."""
        hour = _hour(now)
        passed = [slug for slug, at in self._measured.items() if slug in self._models and _hour(at) != hour]
        return set(sorted(passed, key=lambda slug: (self._measured[slug], slug))[:ROLLING])

    def _read(self, passed: set[str], now: datetime) -> dict[str, SystemStatus]:
        """How every system is seen to be, in the order of the page: the very object of last time if nothing differs."""
        wanted = [model for slug, model in self._models.items() if slug in passed or slug in self._in_doubt]
        fresh = gather(wanted, now)
        statuses = {}
        for slug in self._models:
            known, read = self._seen.get(slug), fresh.get(slug)
            if read is None or (known is not None and slug not in passed and _believed(read) == _believed(known)):
                statuses[slug] = self._seen[slug]
                continue
            self._measured[slug] = now
            statuses[slug] = known if known == read else read
        return statuses

    def _write(
        self, seen: Statuses, statuses: Statuses, described: Described, heard: datetime | None, now: datetime
    ) -> Published:
        relations = {slug: described.documents[slug].relations for slug in statuses}
        new = [slug for slug in statuses if not self._has_own(seen[slug], relations[slug])]
        reached = self._reached(statuses, new)
        states = {slug: told.states(statuses[slug]) for slug in new}
        changed = tuple(slug for slug, state in states.items() if state != self._told.get(slug))
        # The record holds no generation that was never told: it is kept only if the files are in place.
        with transaction.atomic():
            number = self._next_number()
            Generation.objects.create(number=number, published_at=now, changed=list(changed))
            fixed = self._fixed or self._put(self._files.fixed())
            made = {
                slug: self._made(seen[slug], statuses[slug], relations[slug]) for slug in (*new, *reached[:REACHED])
            }
            snapshot = Snapshot(number, now, heard, tuple(statuses.values()))
            common = self._put(self._files.common(snapshot, described.portfolio))
            own = {slug: made.get(slug) or self._own[slug] for slug in statuses}
            of_systems = {address: entry for each in own.values() for address, entry in each.entries.items()}
            every = fixed | self._documents.entries | of_systems | common
            self._store.swap(Manifest(number, instant(now), changed, every))
        self._number, self._heard, self._fixed = number, heard, fixed
        self._statuses, self._own, self._behind = dict(statuses), own, len(reached) > REACHED
        self._told.update(states)
        return Published(number, changed)

    def _has_own(self, seen: SystemStatus, relations: Relations) -> bool:
        own = self._own.get(seen.slug)
        return own is not None and own.seen is seen and own.relations == relations

    def _reached(self, statuses: Statuses, new: Collection[str]) -> list[str]:
        """Those beside `new` of whom something else is expected than their own files tell, the worst first."""
        known = statuses.keys() - new
        return sorted(
            (slug for slug in known if self._own[slug].status is not statuses[slug]),
            key=lambda slug: (-(found.level if (found := statuses[slug].expected) else 0), slug),
        )

    def _made(self, seen: SystemStatus, status: SystemStatus, relations: Relations) -> _Own:
        return _Own(seen, status, relations, self._put(self._files.of_system(status, relations)))

    def _next_number(self) -> int:
        # After both: the database may be another one than the one that the files on disk were made from.
        recorded = Generation.objects.aggregate(last=Max("number"))["last"]
        return max(recorded or 0, self._number or 0) + 1

    def _put(self, files: dict[str, File]) -> dict[str, Entry]:
        return {address: self._store.put(file) for address, file in files.items()}


def _believed(status: SystemStatus) -> SystemStatus:
    """Without what is measured, which differs at every moment and is told once an hour."""
    return replace(status, days=(), uptimes=(), months=())


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)


def _hour(moment: datetime) -> tuple[int, int, int, int]:
    local = moment.astimezone(_COPENHAGEN)
    return local.year, local.month, local.day, moment.hour
