"""The rows of the signals that a batch speaks of: read and locked, kept while their words are placed, written.

A handful of statements, whatever the size of the batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from samdrift.monitoring.hearing import Heard
from samdrift.monitoring.models import Mapping as SignalMapping
from samdrift.monitoring.models import Signal, Transition
from samdrift.monitoring.observation import Observation
from samdrift.monitoring.placing import TICK, Line, Newest
from samdrift.monitoring.resettling import resettle
from samdrift.monitoring.source_rows import Listened
from samdrift.portfolio.queries import component_ids
from samdrift.vocabulary import Level

Key = tuple[int, str]
"""Source id and what the source calls the signal."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One observation as it came, from a source that is listened to in its own way."""

    source: Listened
    observation: Observation
    received: datetime
    event: bool

    @property
    def key(self) -> Key:
        return self.source.id, self.observation.key


def read_signals(spoken: Collection[Spoken], whole: dict[int, Listened]) -> dict[Key, Heard]:
    """The signals spoken of, and all of the sources `whole`, locked; new ones made and mapped."""
    first: dict[Key, Spoken] = {}
    for each in spoken:
        first.setdefault(each.key, each)
    sources = {each.source.id: each.source for each in first.values()} | whole
    heard = {(row.source_id, row.key): Heard.known(row, sources[row.source_id]) for row in _lock(list(first), whole)}
    _read_silences(heard)
    if missing := [each for key, each in first.items() if key not in heard]:
        heard.update({(row.source_id, row.key): Heard.new(row, sources[row.source_id]) for row in _make(missing)})
    _read_logs(heard, spoken)
    return heard


def _lock(keys: list[Key], whole: Iterable[int]) -> list[Signal]:
    rows = Signal.objects.raw(
        "SELECT * FROM monitoring_signal WHERE id IN ("
        "SELECT s.id FROM unnest(%s::bigint[], %s::text[]) AS k(source_id, key)"
        " JOIN monitoring_signal s USING (source_id, key)"
        " UNION SELECT id FROM monitoring_signal WHERE source_id = ANY(%s::bigint[])) ORDER BY id FOR UPDATE",
        [[source for source, _ in keys], [name for _, name in keys], list(whole)],
    )
    return list(rows)


def _make(first: list[Spoken]) -> list[Signal]:
    made = Signal.objects.bulk_create(_row(each) for each in first)
    components = component_ids(each.observation.maps_to for each in first if each.observation.maps_to)
    SignalMapping.objects.bulk_create(
        SignalMapping(signal=row, component_id=components[each.observation.maps_to], during=(None, None))
        for row, each in zip(made, first, strict=True)
        if each.observation.maps_to in components
    )
    return made


def _row(first: Spoken) -> Signal:
    # It starts as if it had just fallen silent in its first state, so that placing logs its first word.
    source, observation = first.source, first.observation
    known_from = first.received - source.interval
    return Signal(
        source_id=source.id,
        key=observation.key,
        text=observation.text,
        level=observation.level,
        planned=observation.planned,
        level_at=known_from - TICK,
        said_at=known_from - TICK,
        heard_at=first.received,
        stood_at=known_from,
        known_from=known_from,
        silent=True,
    )


def _read_silences(heard: dict[Key, Heard]) -> None:
    silent = {signal.row.pk: signal for signal in heard.values() if signal.row.silent}
    if not silent:
        return
    lines = Transition.objects.filter(signal__in=silent, level__isnull=True).order_by()
    for pk, since in lines.values_list("signal").annotate(Max("at")):
        # A silent row's log ends with its silence, which came after everything that was said.
        silent[pk].newest.silent_since = since
        silent[pk].read(Line(since, None))


def _read_logs(heard: dict[Key, Heard], spoken: Collection[Spoken]) -> None:
    """For every word that is not simply the next one: the line before each place that it may get, and those there."""
    late, words = set(), Counter(each.key for each in spoken)
    for each in spoken:
        signal, at = heard[each.key], min(each.observation.at, each.received)
        newest = signal.newest
        if words[each.key] == 1 and _only_repeats(newest, each, at):
            continue
        end = max(newest.said_at, newest.level_at)
        late |= {(signal.row.pk, place) for place in (at, newest.stood_at, each.received) if place <= end}
    if not late:
        return
    signals = {signal.row.pk: signal for signal in heard.values()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT k.id, t.at, t.level, t.planned FROM unnest(%s::bigint[], %s::timestamptz[]) AS k(id, at)"
            " CROSS JOIN LATERAL ((SELECT at, level, planned FROM monitoring_transition"
            " WHERE signal_id = k.id AND at <= k.at ORDER BY at DESC LIMIT 1) UNION ALL"
            " (SELECT at, level, planned FROM monitoring_transition"
            " WHERE signal_id = k.id AND at > k.at AND at < k.at + interval '1 millisecond')) AS t",
            [[pk for pk, _ in late], [at for _, at in late]],
        )
        for pk, at, level, planned in cursor:
            signals[pk].read(Line(at, None if level is None else Level(level), planned))


def _only_repeats(newest: Newest, spoken: Spoken, at: datetime) -> bool:
    observation = spoken.observation
    same = observation.level == newest.level and observation.planned == newest.planned
    return same and newest.silent_since is None and (not spoken.event or at == newest.said_at)


def write_signals(heard: Iterable[Heard]) -> None:
    signals = [signal for signal in heard if signal.touched]
    _update([signal.to_row() for signal in signals])
    Transition.objects.bulk_create(
        Transition(
            signal=signal.row,
            at=each.line.at,
            claimed_at=each.claimed_at,
            level=each.line.level,
            planned=each.line.planned,
            doubted=each.doubted,
            text=each.text,
            received_at=each.received,
        )
        for signal in signals
        for each in signal.added
    )
    resettle({signal.row.pk: min(each.line.at for each in signal.added) for signal in signals if signal.added})


_COLUMNS = {
    "text": "text",
    "level": "smallint",
    "planned": "boolean",
    "level_at": "timestamptz",
    "said_at": "timestamptz",
    "claimed_at": "timestamptz",
    "heard_at": "timestamptz",
    "late_at": "timestamptz",
    "late_heard_at": "timestamptz",
    "late_differs": "boolean",
    "stood_at": "timestamptz",
    "recent": "text",
    "silent": "boolean",
    "doubted": "boolean",
    "held_at": "timestamptz",
    "starts_anew": "boolean",
}
_UPDATE = (
    f"UPDATE monitoring_signal AS s SET {', '.join(f'{name} = v.{name}' for name in _COLUMNS)}"  # noqa: S608
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{kind}[]' for kind in _COLUMNS.values())})"
    f" AS v(id, {', '.join(_COLUMNS)}) WHERE s.id = v.id"
)


def _update(rows: list[Signal]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [[getattr(row, column) for row in rows] for column in ("id", *_COLUMNS)])
