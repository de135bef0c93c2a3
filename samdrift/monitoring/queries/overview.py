"""The desk's first page: which systems fail, whom we do not hear, and what waits for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from samdrift.monitoring.models import Mapping, Signal
from samdrift.monitoring.queries.desk import SHOWN, SignalLine, SourceLine, signal_lines, source_lines
from samdrift.monitoring.queries.mapping import Named, named
from samdrift.vocabulary import Text, danish_order

WAITING_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SystemName:
    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class FailingSystem:
    """`signals` that say so, the worst first."""

    slug: str
    name: Text
    signals: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source that needs a person, or of which `silent` signals are not heard, as none of a paused one is; `systems`
    are those they count for."""

    line: SourceLine
    silent: int
    systems: tuple[SystemName, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`failing` holds the systems of the `SHOWN` worst signals, the worst first; `waiting` the worst `WAITING_SHOWN` of
    the `waiting_count` signals that count for nothing yet."""

    failing: tuple[FailingSystem, ...]
    quiet: tuple[QuietSource, ...]
    waiting: tuple[SignalLine, ...]
    waiting_count: int
    has_sources: bool

    @property
    def waiting_fails(self) -> bool:
        return any(line.level and not line.silent for line in self.waiting)


def overview(*, now: datetime) -> Overview:
    heard = Signal.objects.filter(source__paused=False).select_related("source")
    mapped = Mapping.objects.filter(during__endswith__isnull=True).values("signal")
    failing = heard.filter(level__gt=0, silent=False, pk__in=mapped).order_by("-level", "level_at", "key")[:SHOWN]
    waiting = heard.exclude(pk__in=mapped)
    worst = waiting.order_by("silent", "-level", "key")[:WAITING_SHOWN]
    sources = source_lines(now=now)
    return Overview(
        failing=_by_system(signal_lines(failing, now=now)),
        quiet=_quiet(sources, now),
        waiting=tuple(signal_lines(worst, now=now)),
        waiting_count=waiting.count(),
        has_sources=bool(sources),
    )


def _by_system(lines: Iterable[SignalLine]) -> tuple[FailingSystem, ...]:
    found: dict[str, list[tuple[Named, SignalLine]]] = defaultdict(list)
    for line in lines:
        if line.mapped_to:
            found[line.mapped_to.component.system.slug].append((line.mapped_to, line))
    return tuple(FailingSystem(slug, own[0][0].system, tuple(line for _, line in own)) for slug, own in found.items())


def _quiet(sources: Iterable[SourceLine], now: datetime) -> tuple[QuietSource, ...]:
    silent = Signal.objects.filter(silent=True)
    counts = dict(silent.order_by().values_list("source__slug").annotate(count=Count("pk")))
    systems = _systems_of_silent(now) if counts else {}
    return tuple(
        QuietSource(line, counts.get(line.slug, 0), systems.get(line.slug, ()))
        for line in sources
        if line.needs_a_person or line.slug in counts
    )


def _systems_of_silent(now: datetime) -> dict[str, tuple[SystemName, ...]]:
    """By source, the systems that its silent signals count for."""
    rows = Mapping.objects.filter(signal__silent=True, during__endswith__isnull=True)
    rows = rows.select_related("signal__source", "component__system")
    pairs = [(row.signal.source.slug, row.component) for row in rows]
    names = named((component for _, component in pairs), now=now)
    found: dict[str, dict[str, SystemName]] = defaultdict(dict)
    for source, component in pairs:
        slug = component.system.slug
        found[source][slug] = SystemName(slug, names[component.pk].system)
    return {
        source: tuple(sorted(systems.values(), key=lambda each: danish_order(each.name.da)))
        for source, systems in found.items()
    }
