"""The publisher: keeps the last generation in mind, and publishes the next when something differs."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from samdrift.isolation import Isolation, Step
from samdrift.monitoring.queries.checks import end_to_end_checks
from samdrift.monitoring.queries.heard import heard_at, last_heard
from samdrift.publishing import assets, told
from samdrift.publishing.described import Described, Relations
from samdrift.publishing.documents import Documents
from samdrift.publishing.expecting import Expecting, Statuses
from samdrift.publishing.files import Files
from samdrift.publishing.generation import Store
from samdrift.publishing.making import Maker
from samdrift.publishing.models import Generation
from samdrift.publishing.pages.beside import NOTHING_BESIDE, Beside, Besides
from samdrift.publishing.systems import AGAIN, ROLLING, Systems
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.generation import Entry, Manifest
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Level

REACHED = 50
"""Systems whose own files are made anew in one turn because others' trouble may reach them: many systems must not hold
up one that fails."""

STATIC = "/static/"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Own:
    """A system's own files, and what they tell: `seen` is what is observed of it alone, `beside` what of others."""

    seen: SystemStatus
    status: SystemStatus
    relations: Relations
    beside: Beside
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

    _expecting: Expecting
    _documents: Documents

    def __init__(self, root: Path, base_url: str, isolation: Isolation) -> None:
        self._root = root
        self._isolation = isolation
        self._files = Files(base_url, isolation.attempt)
        self._systems = Systems(isolation)
        self._retry_at = datetime.min.replace(tzinfo=UTC)
        self._remember_nothing()

    def begin(self) -> None:
        """Look at every system in the next turn: another worker may have turned, or a commit gone unanswered."""
        self._systems.doubt_all()

    def publish(self, touched: Iterable[str], now: datetime) -> Published | None:
        """Publish a new generation if anything that the public reads differs; `touched` are systems just settled.

        Either way the heartbeat tells the edge that what it hands out was confirmed at `now`. States go first: only
        then is made what tells of documents.
        """
        if self._store.current() != self._number:
            self._remember_nothing()
        described = self._systems.renew(now)
        if self._number is not None and not self._fixed:
            self._documents.take_over(described, self._maker)
        again = self._try_again(now)
        read = self._systems.read(touched, now)
        statuses = self._expected(read, described, now)
        heard = self._isolation.attempt(Step.HEARD, "", lambda: _minute(last_heard()), lambda: self._heard)
        published = None
        if (
            again
            or not self._fixed
            or heard != self._heard
            or self._behind
            or list(statuses.items()) != list(self._statuses.items())
        ):
            published = self._write(read, statuses, described, heard, now)
        self._systems.published(read)
        self._store.beat(instant(now))
        self._maker.confirmed_at = now
        if self._documents.turn(described, self._maker):
            later = self._write(read, statuses, described, heard, now)
            published = published or later
        if self._store.lacks_something():
            self._make_all_again()
        return published

    def sweep(self) -> int:
        """Remove what no generation kept needs any more; return how many objects went."""
        return self._store.sweep()

    def _remember_nothing(self) -> None:
        """Begin on what is on disk, whoever wrote it; of that only the states are known."""
        self._store = Store(self._root)
        self._maker = Maker(self._store, self._isolation)
        self._maker.standing, self._maker.confirmed_at = self._store.entries(), self._store.confirmed_at()
        self._number = self._store.current()
        before = self._store.read(told.ADDRESS) or told.NOTHING
        self._told: dict[str, told.States | None] = {}
        self._told |= self._isolation.attempt(Step.MEMORY, "", lambda: told.states_in(before)) or {}
        self._systems.forget()
        self._statuses: dict[str, SystemStatus] = {}
        self._expecting = Expecting(Heard(heard_at, end_to_end_checks))
        self._fixed: dict[str, Entry] = {}
        self._own: dict[str, _Own] = {}
        self._besides = Besides()
        self._behind = False
        self._documents = Documents(
            self._isolation,
            pages=self._files.of_document,
            prints=self._files.print_of_document,
            whole=self._files.of_portfolio,
        )
        self._heard: datetime | None = None

    def _make_all_again(self) -> None:
        """In the next turn; what was told of states is still so."""
        logger.error("Files of generation %s are missing on disk; all are made again", self._number)
        states = self._told
        self._remember_nothing()
        self._told = states

    def _expected(self, read: Statuses, described: Described, now: datetime) -> Statuses:
        found = self._isolation.attempt(
            Step.EXPECT,
            "",
            lambda: self._expecting.beside(read, described, now),
            lambda: self._expecting.as_before(read),
            lambda: self._expecting.as_seen(read),
        )
        return read if found is None else found

    def _try_again(self, now: datetime) -> bool:
        """True where something failed in an earlier turn that is now to be made again, though nothing differs."""
        failing = self._isolation.standing.keys() - self._documents.failing
        if now < self._retry_at or not any(what.startswith("/") for what, _ in failing):
            return False
        self._retry_at = now + AGAIN
        for slug in self._isolation.longest_untried(failing, ROLLING):
            self._files.forget(slug)
            self._own.pop(slug, None)
        return True

    def _write(
        self, seen: Statuses, statuses: Statuses, described: Described, heard: datetime | None, now: datetime
    ) -> Published:
        relations = {slug: described.documents[slug].relations for slug in statuses}
        new = [slug for slug in statuses if not self._has_own(seen[slug], relations[slug])]
        beside = self._beside(statuses, relations)
        reached = self._reached(statuses, beside, new)
        states = {slug: self._states(statuses[slug]) for slug in new}
        changed = tuple(slug for slug, state in states.items() if state != self._told.get(slug))
        number = self._next_number()
        snapshot = Snapshot(number, now, heard, tuple(statuses.values()))
        common = self._maker.make(self._files.common(snapshot, described.portfolio, self._maker.said))
        made = {
            slug: self._made(seen[slug], statuses[slug], relations[slug], beside[slug], now)
            for slug in (*new, *reached[:REACHED])
        }
        fixed = self._fixed or self._maker.make(self._files.fixed()) | self._static()
        own = {slug: made.get(slug) or self._own[slug] for slug in statuses}
        of_systems = {address: entry for each in own.values() for address, entry in each.entries.items()}
        every = fixed | self._documents.entries | of_systems | common
        # The record holds no generation that was never told: it is kept only if the files are in place.
        with transaction.atomic():
            Generation.objects.create(number=number, published_at=now, changed=list(changed))
            self._store.swap(Manifest(number, instant(now), changed, every))
        self._number, self._heard, self._fixed, self._maker.standing = number, heard, fixed, every
        self._statuses, self._own, self._behind = dict(statuses), own, len(reached) > REACHED
        self._told.update(states)
        return Published(number, changed)

    def _static(self) -> dict[str, Entry]:
        makings = self._isolation.attempt(STATIC, "", self._files.static)
        if makings is not None:
            return self._maker.make(makings)
        of_before = ((address, self._maker.stood(address)) for address in self._maker.standing if _is_static(address))
        return {address: entry for address, entry in of_before if entry is not None}

    def _has_own(self, seen: SystemStatus, relations: Relations) -> bool:
        own = self._own.get(seen.slug)
        return own is not None and own.seen is seen and own.relations == relations

    def _states(self, status: SystemStatus) -> told.States | None:
        """What a system's change is known by; without the work in it where that cannot be told."""
        return self._isolation.attempt(
            told.ADDRESS, status.slug, lambda: told.states(status), lambda: told.states(status, with_work=False)
        )

    def _beside(self, statuses: Statuses, relations: Mapping[str, Relations]) -> Mapping[str, Beside]:
        found = self._isolation.attempt(Step.BESIDE, "", lambda: self._besides.of(statuses, relations))
        return dict.fromkeys(statuses, NOTHING_BESIDE) if found is None else found

    def _reached(self, statuses: Statuses, beside: Mapping[str, Beside], new: Collection[str]) -> list[str]:
        """Those but `new` whose files tell something else of them or of others than is so now: first who hits others
        than before, then who is in trouble and shows advice, then the worst expected."""

        def urgency(slug: str) -> tuple[bool, bool, int, bool, str]:
            own, expected = self._own[slug], statuses[slug].expected
            level = expected.level if expected else Level.OPERATIONAL
            calm = not statuses[slug].state.level
            return own.beside.hit == beside[slug].hit, calm, -level, own.status is statuses[slug], slug

        known = statuses.keys() - new
        return sorted(
            (
                slug
                for slug in known
                if self._own[slug].status is not statuses[slug] or self._own[slug].beside != beside[slug]
            ),
            key=urgency,
        )

    def _made(
        self, seen: SystemStatus, status: SystemStatus, relations: Relations, beside: Beside, now: datetime
    ) -> _Own:
        makings = self._files.of_system(status, relations, beside, self._maker.said, now)
        return _Own(seen, status, relations, beside, self._maker.make(makings, status.slug))

    def _next_number(self) -> int:
        # After both: the database may be another one than the one that the files on disk were made from.
        recorded = Generation.objects.aggregate(last=Max("number"))["last"]
        return max(recorded or 0, self._number or 0) + 1


def _is_static(address: str) -> bool:
    return address.startswith(STATIC) or address in assets.AT_ROOT


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)
