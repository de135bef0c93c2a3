"""What the desk shows of sources and signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.utils.functional import Promise

from samdrift.monitoring.liveness import Liveness, liveness
from samdrift.monitoring.models import Mapping, Notice, Signal, Source, Transition
from samdrift.monitoring.queries.mapping import Named, mapped_components, named
from samdrift.monitoring.words import LEVEL_WORDS, Shown, Standing, said, shown
from samdrift.vocabulary import Level, Text

SHOWN = 100
"""Rows on one page: what a phone can scroll."""


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal; `mapped_to` None: it waits for mapping; `since`: when its level began, by the source, across times
    in which it was silent."""

    id: int
    source: str
    key: str
    text: str
    level: Level
    planned: bool
    silent: bool
    since: datetime
    heard_at: datetime
    mapped_to: Named | None

    @property
    def state(self) -> Shown:
        return shown(self.level, planned=self.planned, silent=self.silent)

    @property
    def word(self) -> Promise:
        """What it last said, silent or not."""
        return LEVEL_WORDS[self.level]


RECENT = timedelta(days=1)
"""So long a source on which something was noticed needs a look, unless something still does."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """What is wrong with what a source sends; `needs_a_person`: lately, and not only fields that do not matter."""

    kind: Notice.Kind
    count: int
    first_at: datetime
    last_at: datetime
    detail: str
    needs_a_person: bool

    @property
    def word(self) -> Promise | str:
        return self.kind.label


@dataclass(frozen=True, slots=True)
class SourceLine:
    """`proved_at`: when something last proved that the source is alive, which is not always when it was heard."""

    slug: str
    connector: str
    organisation: Text
    standing: Standing
    heard_at: datetime | None
    proved_at: datetime | None
    interval: timedelta
    fault: str
    notices: tuple[NoticeLine, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        return self.standing.needs_a_person or any(notice.needs_a_person for notice in self.notices)

    @property
    def pressing(self) -> tuple[NoticeLine, ...]:
        return tuple(notice for notice in self.notices if notice.needs_a_person)


@dataclass(frozen=True, slots=True)
class SignalPage:
    """Page `number` (from 1) of a source's signals: those that wait for mapping first, then the worst."""

    lines: tuple[SignalLine, ...]
    number: int
    has_next: bool


def source_lines(*, now: datetime) -> tuple[SourceLine, ...]:
    """Every source, those that need a person first."""
    sources = list(Source.objects.select_related("organisation").prefetch_related("notices"))
    known = liveness(sources)
    lines = [_source_line(source, known[source.pk], now=now) for source in sources]
    return tuple(sorted(lines, key=lambda line: (not line.needs_a_person, line.slug)))


def source_line(source: Source, *, now: datetime) -> SourceLine:
    return _source_line(source, liveness([source])[source.pk], now=now)


def _source_line(source: Source, alive: Liveness, *, now: datetime) -> SourceLine:
    return SourceLine(
        slug=source.slug,
        connector=Source.Connector(source.connector).label,
        organisation=source.organisation.name,
        standing=_standing(source, alive.alive_until, now=now),
        heard_at=source.heard_at,
        proved_at=alive.proved_at,
        interval=source.interval,
        fault=said(source.fault),
        notices=tuple(_notice(each, now) for each in sorted(source.notices.all(), key=lambda each: each.kind)),
    )


def _notice(notice: Notice, now: datetime) -> NoticeLine:
    kind = Notice.Kind(notice.kind)
    pressing = kind is not Notice.Kind.IGNORED and now - notice.last_at <= RECENT
    return NoticeLine(kind, notice.count, notice.first_at, notice.last_at, said(notice.detail), pressing)


def signal_page(source: Source, *, number: int, now: datetime) -> SignalPage:
    start = (number - 1) * SHOWN
    mapped = Mapping.objects.filter(signal=OuterRef("pk"), during__endswith__isnull=True)
    signals = source.signals.annotate(is_mapped=Exists(mapped)).order_by("is_mapped", "-level", "-silent", "key")
    rows = list(signals.select_related("source")[start : start + SHOWN + 1])
    return SignalPage(tuple(signal_lines(rows[:SHOWN], now=now)), number, has_next=len(rows) > SHOWN)


def signal_line(signal: Signal, *, now: datetime) -> SignalLine:
    return next(signal_lines([signal], now=now))


def signal_lines(signals: Iterable[Signal], *, now: datetime) -> Iterator[SignalLine]:
    """With their sources already read. Three queries, whatever the number of signals."""
    signals = list(signals)
    begun = _begun(signal.pk for signal in signals)
    mapped = mapped_components(signal.pk for signal in signals)
    names = named(mapped.values(), now=now)
    for signal in signals:
        component = mapped.get(signal.pk)
        yield SignalLine(
            id=signal.pk,
            source=signal.source.slug,
            key=signal.key,
            text=signal.text,
            level=Level(signal.level),
            planned=signal.planned,
            silent=signal.silent,
            since=begun.get(signal.pk, signal.level_at),
            heard_at=signal.heard_at,
            mapped_to=names[component.pk] if component else None,
        )


def _begun(ids: Iterable[int]) -> dict[int, datetime]:
    """By signal, when it was first said to be as it is, after it was last said to be otherwise. One query."""
    own = Transition.objects.filter(signal=OuterRef("pk"), level__isnull=False)
    otherwise = own.exclude(level=OuterRef("level"), planned=OuterRef("planned")).order_by("-at").values("at")[:1]
    signals = Signal.objects.filter(pk__in=list(ids)).annotate(otherwise=Subquery(otherwise)).order_by()
    same = Q(transitions__at__gt=F("otherwise")) | Q(otherwise__isnull=True)
    said = Min("transitions__at", filter=Q(transitions__level__isnull=False) & same)
    return {pk: at for pk, at in signals.annotate(begun=said).values_list("pk", "begun") if at}


def _standing(source: Source, alive_until: datetime | None, *, now: datetime) -> Standing:
    if source.paused:
        return Standing.PAUSED
    if source.fault:
        return Standing.UNREACHED if source.unreached else Standing.FAULT
    if source.doubts:
        return Standing.DOUBTED
    if source.heard_at is None:
        return Standing.NEVER_HEARD
    if source.life == Source.Life.NONE:
        return Standing.UNPROVEN
    return Standing.HEARD if alive_until and now <= alive_until else Standing.OVERDUE
