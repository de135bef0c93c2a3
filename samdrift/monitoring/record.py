"""Take readings into the record: the one way in, for what is pushed and for what is polled.

A batch is one transaction and a handful of statements, whatever its size. What is known already costs only
"last heard"; a change adds a line to the log and names the components to settle again.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from samdrift.monitoring import placing
from samdrift.monitoring.corrected import begun_anew, without_taken_back
from samdrift.monitoring.models import Mapping as SignalMapping
from samdrift.monitoring.models import Signal, Source, Transition
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.placing import Line, Newest
from samdrift.monitoring.resettling import resettle
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
    """A signal's row while a batch is placed; `log` holds, in order, the lines that placing may ask for.

    `interval` is set where the signal repeats itself: not heard for longer, it was silent.
    """

    row: Signal
    newest: Newest
    interval: timedelta | None = None
    log: list[Line] = field(default_factory=list)
    claimed: dict[datetime, datetime] = field(default_factory=dict)
    added: list[tuple[Line, str, datetime]] = field(default_factory=list)

    @classmethod
    def known(cls, row: Signal) -> _Heard:
        newest = Newest(Level(row.level), row.planned, row.level_at, row.said_at, row.said_at if row.silent else None)
        return cls(row, newest, log=[newest.line(row.level_at)])

    @classmethod
    def new(cls, row: Signal) -> _Heard:
        return cls(row, cls.known(row).newest)

    def read(self, line: Line) -> None:
        insort(self.log, line, key=_at)

    def before(self, at: datetime) -> Line | None:
        index = bisect_right(self.log, at, key=_at)
        return self.log[index - 1] if index else None


def _at(line: Line) -> datetime:
    return line.at


_Key = tuple[int, str]
"""Source id and what the source calls the signal."""


def record(deliveries: Sequence[Delivery]) -> None:
    """Place every observation in its signal's log. All or nothing; the same deliveries again change nothing."""
    if not deliveries:
        return
    with transaction.atomic():
        intervals = lock_sources({delivery.source_id for delivery in deliveries})
        readings = without_taken_back([(each.source_id, each.reading, each.received) for each in deliveries])
        deliveries = [replace(each, reading=reading) for each, reading in zip(deliveries, readings, strict=True)]
        spoken = [(delivery, observation) for delivery in deliveries for observation in delivery.reading.observations]
        heard = _signals(spoken, {delivery.source_id for delivery in deliveries if delivery.reading.complete})
        _read_logs(heard, spoken)
        for signal in heard.values():
            if (usual := intervals.get(signal.row.source_id)) is not None:
                signal.interval = signal.row.interval or usual
        for delivery in deliveries:
            for observation in delivery.reading.observations:
                _hear(heard[delivery.source_id, observation.key], observation, delivery.received)
            if delivery.reading.complete:
                _hear_absence(heard, delivery)
        _write(heard.values())
        _write_sources(deliveries)
        if any(signal.added for signal in heard.values()):
            wake()


def lock_sources(ids: set[int]) -> dict[int, timedelta]:
    """Let what is logged of one source come one after the other, so that each signal is made once.

    Sources are locked in one order, before any signal: two batches never wait for each other. Returns the interval
    of those whose every signal repeats itself.
    """
    locked = Source.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    rows = list(locked.values_list("pk", "life", "interval"))
    return {pk: interval for pk, life, interval in rows if life == Source.Life.EVERY_SIGNAL}


_Spoken = Sequence[tuple[Delivery, Observation]]


def _signals(spoken: _Spoken, complete: set[int]) -> dict[_Key, _Heard]:
    """The rows that the batch speaks of, locked; new ones made and mapped."""
    first: dict[_Key, tuple[Delivery, Observation]] = {}
    for delivery, observation in spoken:
        first.setdefault((delivery.source_id, observation.key), (delivery, observation))
    heard = {(row.source_id, row.key): _Heard.known(row) for row in _lock(list(first), complete)}
    _read_silences(heard)
    if missing := [each for key, each in first.items() if key not in heard]:
        heard.update({(row.source_id, row.key): _Heard.new(row) for row in _make(missing)})
    return heard


def _lock(keys: list[_Key], complete: set[int]) -> list[Signal]:
    rows = Signal.objects.raw(
        "SELECT * FROM monitoring_signal WHERE id IN ("
        "SELECT s.id FROM unnest(%s::bigint[], %s::text[]) AS k(source_id, key)"
        " JOIN monitoring_signal s USING (source_id, key)"
        " UNION SELECT id FROM monitoring_signal WHERE source_id = ANY(%s::bigint[])) ORDER BY id FOR UPDATE",
        [[source for source, _ in keys], [name for _, name in keys], list(complete)],
    )
    return list(rows)


def _make(first: list[tuple[Delivery, Observation]]) -> list[Signal]:
    # A new signal starts as if it had just fallen silent in its first state, so that placing logs its first word.
    made = Signal.objects.bulk_create(
        [
            Signal(
                source_id=delivery.source_id,
                key=observation.key,
                text=observation.text,
                level=observation.level,
                planned=observation.planned,
                level_at=min(observation.at, delivery.received) - placing.TICK,
                said_at=min(observation.at, delivery.received) - placing.TICK,
                heard_at=delivery.received,
                silent=True,
            )
            for delivery, observation in first
        ]
    )
    components = component_ids(observation.maps_to for _, observation in first if observation.maps_to)
    SignalMapping.objects.bulk_create(
        SignalMapping(signal=row, component_id=components[observation.maps_to], during=(None, None))
        for row, (_, observation) in zip(made, first, strict=True)
        if observation.maps_to in components
    )
    return made


def _read_silences(heard: dict[_Key, _Heard]) -> None:
    silent = {signal.row.pk: signal for signal in heard.values() if signal.row.silent}
    if not silent:
        return
    lines = Transition.objects.filter(signal__in=silent, level__isnull=True).order_by()
    for pk, since in lines.values_list("signal").annotate(Max("at")):
        # A silent row's log ends with its silence, which came after everything that was said.
        silent[pk].newest.silent_since = since
        silent[pk].read(Line(since, None))


def _read_logs(heard: dict[_Key, _Heard], spoken: _Spoken) -> None:
    """For every word that is not simply the next one: the line before it and those for its own moment."""
    late = set()
    for delivery, observation in spoken:
        signal, at = heard[delivery.source_id, observation.key], min(observation.at, delivery.received)
        newest = signal.newest
        repeated = at == newest.said_at and observation.level == newest.level and observation.planned == newest.planned
        if at <= max(newest.said_at, newest.level_at) and not repeated:
            late.add((signal.row.pk, at))
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


def _lapse(signal: _Heard, received: datetime) -> None:
    """Log the silence that ends now, if the worker was not there to see it begin (silence.py)."""
    row, newest = signal.row, signal.newest
    if newest.silent_since is not None or signal.interval is None:
        return
    began = max(row.heard_at + signal.interval, newest.level_at + placing.TICK, newest.said_at + placing.TICK)
    if began < received:
        newest.silent_since = began
        signal.read(Line(began, None))
        signal.added.append((Line(began, None), "", received))


def _hear(signal: _Heard, observation: Observation, received: datetime) -> None:
    word = Line(begun_anew(signal.row, observation.at, received), observation.level, observation.planned)
    if min(word.at, received) >= signal.newest.said_at:
        signal.row.text = observation.text
    _lapse(signal, received)
    for line in placing.place(signal.newest, word, received, signal.before):
        signal.read(line)
        if line.same_state(word) and line.at != observation.at:
            signal.claimed[line.at] = observation.at
        signal.added.append((line, observation.text, received))
    signal.row.heard_at = max(signal.row.heard_at, received)


def _hear_absence(heard: dict[_Key, _Heard], delivery: Delivery) -> None:
    named = {observation.key for observation in delivery.reading.observations}
    for (source_id, key), signal in heard.items():
        if source_id == delivery.source_id and key not in named:
            said = signal.row.text  # what the source said last stays for its owner to read
            _hear(signal, Observation(key, delivery.received, Level.OPERATIONAL), delivery.received)
            signal.row.text = said


def _write(heard: Iterable[_Heard]) -> None:
    signals = list(heard)
    for signal in signals:
        row, newest = signal.row, signal.newest
        row.level, row.planned = newest.level, newest.planned
        row.level_at, row.said_at = newest.level_at, newest.said_at
        row.silent = newest.silent_since is not None
    _update(signals)
    Transition.objects.bulk_create(
        Transition(
            signal=signal.row,
            at=line.at,
            claimed_at=signal.claimed.get(line.at),
            level=line.level,
            planned=line.planned,
            text=text,
            received_at=received,
        )
        for signal in signals
        for line, text, received in signal.added
    )
    resettle({signal.row.pk: min(line.at for line, _, _ in signal.added) for signal in signals if signal.added})


def _update(signals: list[_Heard]) -> None:
    rows = [signal.row for signal in signals]
    columns = ("id", "text", "level", "planned", "level_at", "said_at", "heard_at", "silent", "starts_anew")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE monitoring_signal AS s SET text = v.text, level = v.level, planned = v.planned,"
            " level_at = v.level_at, said_at = v.said_at, heard_at = v.heard_at, silent = v.silent,"
            " starts_anew = v.starts_anew"
            " FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::boolean[], %s::timestamptz[],"
            " %s::timestamptz[], %s::timestamptz[], %s::boolean[], %s::boolean[])"
            " AS v(id, text, level, planned, level_at, said_at, heard_at, silent, starts_anew) WHERE s.id = v.id",
            [[getattr(row, column) for row in rows] for column in columns],
        )


def _write_sources(deliveries: Sequence[Delivery]) -> None:
    heard: dict[int, datetime] = {}
    proved: dict[int, datetime] = {}
    for delivery in sorted(deliveries, key=lambda delivery: delivery.received):
        heard[delivery.source_id] = delivery.received
        if delivery.reading.alive:
            proved[delivery.source_id] = delivery.received
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE monitoring_source AS s SET fault = '', unreached = false,"
            " heard_at = greatest(s.heard_at, v.heard_at), proved_at = greatest(s.proved_at, v.proved_at)"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS v(id, heard_at, proved_at)"
            " WHERE s.id = v.id",
            [list(heard), list(heard.values()), [proved.get(source) for source in heard]],
        )
