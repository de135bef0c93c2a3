"""What a system's own page says of what is expected: why, which services it concerns, and which still work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.translation import gettext

from samdrift.publishing.pages import sentences
from samdrift.publishing.pages.effects import still_working
from samdrift.publishing.pages.expected import cause, cause_of
from samdrift.publishing.pages.expected_words import as_cause, due, in_full, short
from samdrift.publishing.pages.standing import Standing, standing
from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: `head` what may happen, `tail` why, `concerns` the services in a sentence; it may be empty."""

    head: str
    tail: str
    concerns: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """`still` says what works and is not expected to be affected; empty where there are no lines."""

    lines: tuple[Line, ...]
    still: str


@dataclass(frozen=True, slots=True)
class _Alike:
    """What reads the same for some services is told once, however badly each may feel it."""

    kind: _Kind
    expected: Expected
    services: list[ServiceStatus]


class _Kind(IntEnum):
    """In the order of the page."""

    CAUSE = 0
    NOW = 1
    LATER = 2


def read(system: SystemStatus, language: Language, today: date | None) -> Expectations:
    told: dict[tuple[object, ...], _Alike] = {}
    for service, kind, expected in _each(system):
        alike = told.setdefault(_reading(kind, expected), _Alike(kind, expected, []))
        alike.services.extend([service] if service else [])
    ranked = sorted(told.values(), key=lambda each: (each.kind, -each.expected.level))
    lines = tuple(_line(each, system, language, today) for each in ranked)
    return Expectations(lines, still_working(system, language) if lines else "")


def mark(service: ServiceStatus, language: Language, today: date | None) -> str:
    """Beside a service's state. Empty where nothing is to be told."""
    if found := cause_of(service):
        return due(found, language)
    if service.expected and service.expected.of_own_whole:
        return short(service.expected, language, today)
    return short(service.expected, language, today) if _kind(service) in (_Kind.NOW, _Kind.LATER) else ""


def _each(system: SystemStatus) -> Iterator[tuple[ServiceStatus | None, _Kind, Expected]]:
    for service in system.services:
        kind = _kind(service)
        if kind is not None and service.expected:
            yield service, kind, service.expected
    if not system.services and system.expected:
        kind = _kind(system)
        if kind is not None:
            yield None, kind, system.expected


def _kind(one: ServiceStatus | SystemStatus) -> _Kind | None:
    """None where nothing is expected, or where what is expected does not explain the trouble that is seen. A fault of
    the whole system is what its page says first."""
    if one.expected is None or one.expected.of_own_whole:
        return None
    if standing(one.state) in (Standing.WORKING, Standing.UNKNOWN):
        return _Kind.LATER if one.expected.begins else _Kind.NOW
    return _Kind.CAUSE if cause(one.state, one.since, one.expected) else None


def _reading(kind: _Kind, expected: Expected) -> tuple[object, ...]:
    links = tuple(each.slug for each in expected.because)
    return kind, links, expected.since, expected.begins, expected.planned, expected.worked_on


def _line(told: _Alike, system: SystemStatus, language: Language, today: date | None) -> Line:
    reason = (as_cause if told.kind is _Kind.CAUSE else in_full)(told.expected, language, today)
    return Line(reason.head, reason.tail, _concerns(told.services, system, language))


def _concerns(services: list[ServiceStatus], system: SystemStatus, language: Language) -> str:
    if len(system.services) < 2:
        return ""
    if len(services) == len(system.services):
        return gettext("This applies to all services.")
    return gettext("This applies to %(services)s.") % {
        "services": sentences.listing([service.name.in_(language) for service in services])
    }
