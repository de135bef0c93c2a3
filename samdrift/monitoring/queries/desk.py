"""What the desk shows: what is failing, how the sources stand, and one source's signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise

from samdrift.monitoring.models import Mapping, Signal, Source
from samdrift.monitoring.queries.mapping import mapped_components, unmapped_signals_count
from samdrift.monitoring.words import LEVEL_WORDS, Standing
from samdrift.vocabulary import Level

SHOWN = 100
"""Rows on one page: what a phone can scroll."""


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal; `mapped_to` None: it waits for mapping; `since`: when its level began, by the source."""

    id: int
    key: str
    text: str
    level: Level
    planned: bool
    silent: bool
    since: datetime
    heard_at: datetime
    mapped_to: str | None

    @property
    def word(self) -> Promise:
        return LEVEL_WORDS[self.level]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """`proved_at`: when something last proved that the source is alive, which is not always when it was heard."""

    slug: str
    connector: str
    organisation_da: str
    organisation_en: str
    standing: Standing
    heard_at: datetime | None
    proved_at: datetime | None
    interval: timedelta
    fault: str


@dataclass(frozen=True, slots=True)
class FailingSource:
    slug: str
    signals: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`failing` holds at most `SHOWN` signals, the worst, and the source with the worst first; `failing_count` counts
    them all."""

    failing: tuple[FailingSource, ...]
    failing_count: int
    sources: tuple[SourceLine, ...]
    unmapped_count: int


@dataclass(frozen=True, slots=True)
class SignalPage:
    """Page `number` (from 1) of a source's signals: those that wait for mapping first, then the worst."""

    lines: tuple[SignalLine, ...]
    number: int
    has_next: bool


def overview(*, now: datetime) -> Overview:
    failing = Signal.objects.filter(Q(level__gt=0) | Q(silent=True), source__paused=False).select_related("source")
    worst = list(failing.order_by("-level", "key")[:SHOWN])
    by_source: dict[str, list[SignalLine]] = {}
    for signal, line in zip(worst, _lines(worst), strict=True):
        by_source.setdefault(signal.source.slug, []).append(line)
    return Overview(
        failing=tuple(FailingSource(slug, tuple(lines)) for slug, lines in by_source.items()),
        failing_count=failing.count(),
        sources=source_lines(now=now),
        unmapped_count=unmapped_signals_count(),
    )


def source_lines(*, now: datetime) -> tuple[SourceLine, ...]:
    """Every source, those that need a person first."""
    sources = Source.objects.select_related("organisation", "beside")
    lines = [source_line(source, now=now) for source in sources]
    return tuple(sorted(lines, key=lambda line: (not line.standing.needs_a_person, line.slug)))


def source_line(source: Source, *, now: datetime) -> SourceLine:
    return SourceLine(
        slug=source.slug,
        connector=Source.Connector(source.connector).label,
        organisation_da=source.organisation.name_da,
        organisation_en=source.organisation.name_en,
        standing=_standing(source, now=now),
        heard_at=source.heard_at,
        proved_at=_proved_at(source),
        interval=source.interval,
        fault=source.fault,
    )


def signal_page(source: Source, *, number: int) -> SignalPage:
    start = (number - 1) * SHOWN
    mapped = Mapping.objects.filter(signal=OuterRef("pk"), during__endswith__isnull=True)
    signals = source.signals.annotate(is_mapped=Exists(mapped)).order_by("is_mapped", "-level", "-silent", "key")
    rows = list(signals[start : start + SHOWN + 1])
    return SignalPage(tuple(_lines(rows[:SHOWN])), number, has_next=len(rows) > SHOWN)


def signal_line(signal: Signal) -> SignalLine:
    return next(_lines([signal]))


def _lines(signals: Iterable[Signal]) -> Iterator[SignalLine]:
    signals = list(signals)
    mapped = mapped_components(signal.pk for signal in signals)
    for signal in signals:
        component = mapped.get(signal.pk)
        yield SignalLine(
            id=signal.pk,
            key=signal.key,
            text=signal.text,
            level=Level(signal.level),
            planned=signal.planned,
            silent=signal.silent,
            since=signal.level_at,
            heard_at=signal.heard_at,
            mapped_to=str(component) if component else None,
        )


def _standing(source: Source, *, now: datetime) -> Standing:
    if source.paused:
        return Standing.PAUSED
    if source.fault:
        return Standing.FAULT
    if source.heard_at is None:
        return Standing.NEVER_HEARD
    if source.life == Source.Life.NONE:
        return Standing.UNPROVEN
    proved_at = _proved_at(source)
    return Standing.HEARD if proved_at and now - proved_at <= source.interval else Standing.OVERDUE


def _proved_at(source: Source) -> datetime | None:
    match Source.Life(source.life):
        case Source.Life.EVERY_SIGNAL:
            return source.heard_at
        case Source.Life.WATCHDOG:
            return source.proved_at
        case Source.Life.BESIDE:
            return source.beside.heard_at if source.beside else None
        case Source.Life.NONE:
            return None
