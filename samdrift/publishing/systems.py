"""What is known of each system at this moment: its documents, and how it is seen to be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from samdrift.isolation import Isolation, Step
from samdrift.monitoring.queries.corrections import corrections
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing.described import Described, describe
from samdrift.publishing.gather import SHOWN, Corrected, Measured, gather, unwatched
from samdrift.publishing.pages.places import has_status
from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import COPENHAGEN, State

ROLLING = 5
"""Systems measured anew in one turn because their hour has passed: many systems must not hold up one that fails."""

AGAIN = timedelta(seconds=10)
"""How soon what could not be made or measured is tried again, though nothing differs."""

_DEAF_AFTER = timedelta(seconds=15)
"""How long silence may go unnoticed, or nothing be settled, before nothing counts as observed."""


_Thing = TypeVar("_Thing", SystemStatus, ServiceStatus)


class Systems:
    """Keeps what it read, and reads what may differ."""

    def __init__(self, isolation: Isolation) -> None:
        self._isolation = isolation
        self._described: Described | None = None
        self._version: tuple[object, ...] | None = None
        self._models: dict[str, SystemModel] = {}
        self._in_doubt: set[str] = set()
        self._doubtful: Mapping[str, datetime] = {}
        self._seen: Mapping[str, SystemStatus] = {}
        self._measured: dict[str, datetime] = {}

    def doubt_all(self) -> None:
        """Read every system in the next turn."""
        self._version = None

    def forget(self) -> None:
        self._seen, self._version = {}, None

    def renew(self, now: datetime) -> Described:
        """The documents in force at `now`; those of before where they cannot be read."""
        before = self._described
        described = self._isolation.attempt(Step.PORTFOLIO, "", lambda: self._newest(before, now))
        if described is None:
            # Nothing can be told of systems that nobody can name.
            return before or self._newest(None, now)
        return described

    def read(self, touched: Iterable[str], now: datetime) -> dict[str, SystemStatus]:
        """How every system is seen to be, in the order of the page: the very object of last time if nothing differs.

        One whose state could not be settled or read is not observed, whatever was last known of it.
        """
        self._in_doubt.update(touched, self._doubtful.keys() - self._unknown(now).keys())
        passed = self._passed(now) | self._unmeasured()
        fresh = self._fresh(passed | self._in_doubt, now)
        doubtful = self._doubtful = self._unknown(now)
        statuses = {}
        for slug in self._models:
            known, status = self._seen.get(slug), fresh.get(slug, self._seen.get(slug))
            if status is None:
                continue
            if slug in doubtful:
                status = _not_observed(status, doubtful[slug])
            if status is known:
                statuses[slug] = status
                continue
            if known is not None and slug not in passed and _believed(status) == _believed(known):
                statuses[slug] = known
                continue
            self._measured[slug] = now
            statuses[slug] = known if known == status else status
        return statuses

    def published(self, statuses: Mapping[str, SystemStatus]) -> None:
        """`statuses` are what the public is told: what was touched is done with."""
        self._seen = statuses
        self._in_doubt = set(self._isolation.since(Step.READ)) & self._models.keys()

    def _newest(self, before: Described | None, now: datetime) -> Described:
        version = (*portfolio_version(now), now.astimezone(COPENHAGEN).date())
        if before is not None and version == self._version:
            return before
        described = describe(now, self._isolation, before)
        self._models = {each.slug: each for each in described.portfolio.systems if has_status(each)}
        self._in_doubt.update(self._models)
        self._described, self._version = described, version
        self._isolation.forget(described.documents.keys())
        return described

    def _passed(self, now: datetime) -> set[str]:
        """Systems whose uptime was measured in an earlier hour, longest ago first."""
        hour = _hour(now)
        passed = [slug for slug, at in self._measured.items() if slug in self._models and _hour(at) != hour]
        return set(sorted(passed, key=lambda slug: (self._measured[slug], slug))[:ROLLING])

    def _unmeasured(self) -> set[str]:
        """Systems whose uptime could not be measured, to be tried again."""
        failing = self._isolation.since(Step.MEASURE).keys() & self._models.keys()
        due = [slug for slug in sorted(failing) if not self._isolation.rests(Step.MEASURE, slug, AGAIN)]
        return set(due[:ROLLING])

    def _fresh(self, wanted: Iterable[str], now: datetime) -> dict[str, SystemStatus]:
        models = {slug: self._models[slug] for slug in wanted if slug in self._models}
        fresh: dict[str, SystemStatus] = {}
        corrected = self._corrected(models.keys(), now)
        read = self._isolation.each(
            Step.READ,
            models.keys(),
            lambda slugs: fresh.update(gather([models[slug] for slug in slugs], now, self._measure, corrected)),
        )
        for slug in models.keys() - read - self._seen.keys():
            fresh[slug] = unwatched(models[slug], now)
        return fresh

    def _corrected(self, slugs: Collection[str], now: datetime) -> Corrected:
        def of_before() -> Corrected:
            return {slug: status.corrections for slug, status in self._seen.items()}

        if not slugs:
            return {}
        found = self._isolation.attempt(Step.CORRECTIONS, "", lambda: corrections(slugs, now - SHOWN), of_before)
        return found or {}

    def _measure(self, what: str, slug: str, measure: Callable[[], Measured]) -> Measured | None:
        known = self._seen.get(slug)
        of_before = [] if known is None else [lambda: Measured(known.days, known.uptimes, known.months)]
        return self._isolation.attempt(what, slug, measure, *of_before)

    def _unknown(self, now: datetime) -> dict[str, datetime]:
        """Slug to since when it is not known how the system is."""
        all_since: dict[str, datetime] = {}
        for step in (Step.SILENCE, Step.SETTLE):
            deaf = self._isolation.since(step).get("")
            if deaf and now > deaf + _DEAF_AFTER:
                all_since = dict.fromkeys(self._models, deaf)
        return all_since | self._isolation.since(Step.READ) | self._isolation.since(Step.SETTLE)


def _not_observed(status: SystemStatus, since: datetime) -> SystemStatus:
    services = tuple(_unseen(service, since) for service in status.services)
    return replace(_unseen(status, since), services=services, whole=None)


def _unseen(thing: _Thing, since: datetime) -> _Thing:
    if not thing.state.observed:
        return thing
    return replace(thing, state=State(thing.state.level, planned=False, observed=False), since=since, rises=())


def _believed(status: SystemStatus) -> SystemStatus:
    """Without what is measured, which differs at every moment and is told once an hour."""
    return replace(status, days=(), uptimes=(), months=())


def _hour(moment: datetime) -> tuple[int, int, int, int]:
    local = moment.astimezone(COPENHAGEN)
    return local.year, local.month, local.day, moment.hour
