"""Take readings into the record: the one way in, for what is pushed and for what is polled.

A batch is one transaction and a handful of statements, whatever its size. What is known already costs only
"last heard"; a change adds a line to the log and names the components to settle again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from samdrift.monitoring import placing
from samdrift.monitoring.models import Mapping, Resettle, Signal, Source, Transition
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.placing import Line, Newest
from samdrift.monitoring.wake import wake
from samdrift.portfolio.queries import component_ids
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Delivery:
    """One reading of one source, as received at `received` (UTC)."""

    source_id: int
    reading: Reading
    received: datetime


@dataclass(slots=True)
class _Heard:
    """A signal's row while a batch is placed."""

    row: Signal
    newest: Newest
    added: list[tuple[Line, str, datetime]] = field(default_factory=list)


def record(deliveries: Sequence[Delivery]) -> None:
    """Place every observation in its signal's log. All or nothing; the same deliveries again change nothing."""
    with transaction.atomic():
        heard = _signals(deliveries)
        for delivery in deliveries:
            for observation in delivery.reading.observations:
                _hear(heard[delivery.source_id, observation.key], observation, delivery.received)
            if delivery.reading.complete:
                _hear_absence(heard, delivery)
        _write(heard.values())
        _write_sources(deliveries)
        if any(signal.added for signal in heard.values()):
            wake()


def _signals(deliveries: Sequence[Delivery]) -> dict[tuple[int, str], _Heard]:
    """The rows that the batch speaks of, locked in one order (no deadlocks), new ones made and mapped."""
    named = {
        (delivery.source_id, observation.key): (observation, delivery.received)
        for delivery in reversed(deliveries)
        for observation in reversed(delivery.reading.observations)
    }
    complete = [delivery.source_id for delivery in deliveries if delivery.reading.complete]
    rows = _lock(list(named), complete)
    if missing := [key for key in sorted(named) if key not in rows]:
        _make(missing, named)
        rows = _lock(list(named), complete)
    return {key: _Heard(row, _newest(row)) for key, row in rows.items()}


def _lock(keys: list[tuple[int, str]], complete: list[int]) -> dict[tuple[int, str], Signal]:
    named = Signal.objects.raw(
        "SELECT s.* FROM unnest(%s::bigint[], %s::text[]) AS k(source_id, key)"
        " JOIN monitoring_signal s USING (source_id, key) ORDER BY s.id FOR UPDATE OF s",
        [[source for source, _ in keys], [name for _, name in keys]],
    )
    rows = {(row.source_id, row.key): row for row in named}
    if complete:
        unnamed = Signal.objects.filter(source_id__in=complete).order_by("id").select_for_update()
        rows.update({(row.source_id, row.key): row for row in unnamed})
    return rows


def _make(missing: list[tuple[int, str]], named: dict[tuple[int, str], tuple[Observation, datetime]]) -> None:
    # A new signal starts as if it had just fallen silent in its first state, so that placing logs its first word.
    Signal.objects.bulk_create(
        [
            Signal(
                source_id=source_id,
                key=key,
                text=observation.text,
                level=observation.level,
                planned=observation.planned,
                level_at=min(observation.at, received) - placing.TICK,
                said_at=min(observation.at, received) - placing.TICK,
                heard_at=received,
                silent=True,
            )
            for source_id, key in missing
            for observation, received in [named[source_id, key]]
        ],
        ignore_conflicts=True,
    )
    names = {observation.maps_to for observation, _ in (named[key] for key in missing) if observation.maps_to}
    components = component_ids(names)
    made = _lock(missing, [])
    mapped = {row.pk for row in made.values() if row.mappings.exists()} if components else set()
    Mapping.objects.bulk_create(
        Mapping(signal=row, component_id=components[maps_to], during=(None, None))
        for key, row in made.items()
        if (maps_to := named[key][0].maps_to) in components and maps_to is not None and row.pk not in mapped
    )


def _newest(row: Signal) -> Newest:
    # A silent row's log ends with its silence, which came after everything that was said.
    since = row.said_at if row.silent else None
    return Newest(Level(row.level), row.planned, row.level_at, row.said_at, since)


def _hear(signal: _Heard, observation: Observation, received: datetime) -> None:
    word = Line(observation.at, observation.level, observation.planned)
    if signal.newest.silent_since is not None:
        signal.newest.silent_since = _silence_began(signal) or signal.newest.silent_since
    for line in placing.place(signal.newest, word, received, lambda at: _before(signal, at)):
        signal.added.append((line, observation.text, received))
    signal.row.heard_at = max(signal.row.heard_at, received)
    if observation.at >= signal.row.said_at:
        signal.row.text = observation.text


def _hear_absence(heard: dict[tuple[int, str], _Heard], delivery: Delivery) -> None:
    named = {observation.key for observation in delivery.reading.observations}
    for (source_id, key), signal in heard.items():
        if source_id == delivery.source_id and key not in named:
            _hear(signal, Observation(key, delivery.received, Level.OPERATIONAL), delivery.received)


def _silence_began(signal: _Heard) -> datetime | None:
    row = signal.row.transitions.filter(level__isnull=True).order_by("-at").first()
    return row.at if row else None


def _before(signal: _Heard, at: datetime) -> Line | None:
    row = signal.row.transitions.filter(at__lte=at).order_by("-at").first()
    stored = [] if row is None else [Line(row.at, None if row.level is None else Level(row.level), row.planned)]
    return max(stored + [line for line, _, _ in signal.added if line.at <= at], key=lambda line: line.at, default=None)


def _write(heard: Iterable[_Heard]) -> None:
    signals = [signal for signal in heard if signal.row.heard_at or signal.added]
    for signal in signals:
        row, newest = signal.row, signal.newest
        row.level, row.planned = newest.level, newest.planned
        row.level_at, row.said_at = newest.level_at, newest.said_at
        row.silent = newest.silent_since is not None
    _update(signals)
    Transition.objects.bulk_create(
        [
            Transition(
                signal=signal.row,
                at=line.at,
                level=line.level,
                planned=line.planned,
                text=text,
                received_at=received,
            )
            for signal in signals
            for line, text, received in signal.added
        ],
        ignore_conflicts=True,
    )
    resettle({signal.row.pk: min(line.at for line, _, _ in signal.added) for signal in signals if signal.added})


def _update(signals: list[_Heard]) -> None:
    rows = [signal.row for signal in signals]
    columns = ("id", "text", "level", "planned", "level_at", "said_at", "heard_at", "silent")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE monitoring_signal AS s SET text = v.text, level = v.level, planned = v.planned,"
            " level_at = v.level_at, said_at = v.said_at, heard_at = v.heard_at, silent = v.silent"
            " FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::boolean[], %s::timestamptz[],"
            " %s::timestamptz[], %s::timestamptz[], %s::boolean[])"
            " AS v(id, text, level, planned, level_at, said_at, heard_at, silent) WHERE s.id = v.id",
            [[getattr(row, column) for row in rows] for column in columns],
        )


def _write_sources(deliveries: Sequence[Delivery]) -> None:
    heard = {delivery.source_id: delivery.received for delivery in deliveries}
    proved = {delivery.source_id: delivery.received for delivery in deliveries if delivery.reading.alive}
    for source_id in sorted(heard):
        fields = {"heard_at": heard[source_id], "fault": ""}
        if source_id in proved:
            fields["proved_at"] = proved[source_id]
        Source.objects.filter(pk=source_id).update(**fields)


def resettle(since: dict[int, datetime]) -> None:
    """Queue what rests on these signals (id to earliest change) to be settled again."""
    if not since:
        return
    mappings = Mapping.objects.filter(signal_id__in=since).values_list("signal_id", "component_id")
    Resettle.objects.bulk_create(
        [
            Resettle(component_id=component_id, since=since[signal_id], due=since[signal_id])
            for signal_id, component_id in mappings
        ]
    )
