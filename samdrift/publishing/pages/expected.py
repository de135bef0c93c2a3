"""Which of what is expected a page tells, and of which systems. No words here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samdrift.publishing.pages.standing import Standing, of
from samdrift.publishing.troubled import FELT_WITHIN
from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus
from samdrift.vocabulary import State

_WITHOUT_TROUBLE = (Standing.WORKING, Standing.UNKNOWN)


def may_be_felt(system: SystemStatus) -> Expected | None:
    """What may be felt now, of a system that is not itself seen in trouble. Its own trouble says more than a guess."""
    found = system.expected
    return found if found and found.begins is None and of(system) in _WITHOUT_TROUBLE else None


def due_to(system: SystemStatus) -> Expected | None:
    """What may be the cause of the trouble that a system is seen in."""
    troubled = [service for service in system.services if _is_trouble(service.state)]
    if not troubled:
        return cause(system.state, system.since, system.expected)
    found = [each for service in troubled if (each := cause_of(service))]
    return min(found, key=_foremost, default=None)


def cause_of(service: ServiceStatus) -> Expected | None:
    return cause(service.state, service.since, service.expected)


def cause(state: State, since: datetime, expected: Expected | None) -> Expected | None:
    """`expected`, where it explains all of the trouble. What was worse, announced, or there long before, has a cause
    of its own."""
    if expected is None or expected.begins is not None or not _is_trouble(state):
        return None
    return expected if expected.level >= state.level and starts_in_time(expected, since) else None


def starts_in_time(expected: Expected, since: datetime) -> bool:
    """Whether it is felt now, and began early enough to be behind trouble that began at `since`."""
    return expected.begins is None and expected.in_trouble_since <= since + FELT_WITHIN


def foremost_by_root(system: SystemStatus) -> Iterator[Expected]:
    """For each system whose trouble may reach this one, in a service or as a whole, what says most of it."""
    found = [system.expected, *(service.expected for service in system.services)]
    seen: set[str] = set()
    for each in sorted((each for each in found if each and not each.of_own_whole), key=_foremost):
        if root(each) not in seen:
            seen.add(root(each))
            yield each


def root(expected: Expected) -> str:
    """The slug of the one that failed."""
    return expected.because[-1].slug


def path(expected: Expected) -> tuple[str, ...]:
    return tuple(each.slug for each in expected.because)


def _is_trouble(state: State) -> bool:
    return state.observed and not state.planned and bool(state.level)


def _foremost(each: Expected) -> tuple[bool, bool, int, int]:
    return each.begins is not None, each.planned, -each.level, len(each.because)
