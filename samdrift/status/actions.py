"""Settle: turn what signals said into what is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from psycopg.types.range import TimestamptzRange

from samdrift.monitoring.queries import watching
from samdrift.portfolio.models import Component
from samdrift.status.models import Belief
from samdrift.status.settling import SYSTEM, Watch, Word, settle
from samdrift.vocabulary import Level, State, StatePeriod

BATCH = 200
"""Systems settled in one transaction at the most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`systems` were settled; `more` says that others were waiting too."""

    systems: frozenset[str]
    more: bool


def settle_due(now: datetime) -> Turn:
    """Settle what is due at `now`, in one transaction; running it twice changes nothing more."""
    with transaction.atomic():
        _one_at_a_time()
        due = watching.due(now, BATCH)
        if due.since:
            _settle(due.since, now)
            watching.done(due.entries)
    return Turn(frozenset(due.since), due.more)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('samdrift.settle'))")


def _settle(since: dict[str, datetime], now: datetime) -> None:
    found = watching.watching(since)
    watches: dict[str, list[Watch]] = defaultdict(list)
    for watched in found.watched:
        watches[watched.system].append(_watch(watched))
    components = _components(since)
    stored = _stored(components, found.starts)
    change = _Change(now)
    wakes: dict[int, datetime] = {}
    for slug, start in found.starts.items():
        settled = settle(components[slug], watches[slug], start, now)
        for service, component_id in components[slug].items():
            change.replace(component_id, start, stored[component_id], settled.histories.get(service, ()))
        if settled.wake_at is not None:
            wakes[components[slug][SYSTEM]] = settled.wake_at
    change.write()
    watching.again(wakes)


def _watch(watched: watching.Watched) -> Watch:
    log = tuple(
        Word(at, None if level is None else Level(level), planned, doubted)
        for at, level, planned, doubted in watched.log
    )
    return Watch(watched.service, log, watched.confirm, watched.faults_only, watched.start, watched.end)


def _components(systems: Iterable[str]) -> dict[str, dict[str, int]]:
    """System slug to service ("" is the system) to component id."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Component.objects.filter(system__slug__in=list(systems)).order_by("id")
    for pk, slug, service in rows.values_list("pk", "system__slug", "service"):
        found[slug][service] = pk
    return found


def _stored(components: dict[str, dict[str, int]], starts: dict[str, datetime]) -> dict[int, list[Belief]]:
    """Beliefs that reach into the time to be settled or up to it, by component, in order."""
    stored: dict[int, list[Belief]] = {pk: [] for own in components.values() for pk in own.values()}
    starts_by_id = {pk: starts[slug] for slug, own in components.items() for pk in own.values()}
    rows = Belief.objects.raw(
        "SELECT b.* FROM unnest(%s::bigint[], %s::timestamptz[]) AS c(id, start)"
        " JOIN status_belief b ON b.component_id = c.id AND b.during && tstzrange(c.start - interval '1us', NULL)"
        " ORDER BY b.component_id, lower(b.during)",
        [list(starts_by_id), list(starts_by_id.values())],
    )
    for belief in rows:
        stored[belief.component_id].append(belief)
    return stored


class _Change:
    """The difference between what is stored and what is now believed, written in three statements."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._gone: list[int] = []
        self._changed: list[Belief] = []
        self._made: list[Belief] = []

    def replace(
        self, component_id: int, start: datetime, stored: Sequence[Belief], believed: Sequence[StatePeriod]
    ) -> None:
        """Make `believed` the component's history from `start` on; what was before stays."""
        wanted = _joined(stored, believed, start)
        kept = {belief.during.lower: belief for belief in stored}
        for lower, upper, state in wanted:
            belief = kept.get(lower)
            if belief is None or _state(belief) != state:
                self._made.append(self._new(component_id, lower, upper, state))
                continue
            del kept[lower]
            if belief.during.upper != upper:
                belief.during = TimestamptzRange(lower, upper)
                self._changed.append(belief)
        self._gone.extend(belief.pk for belief in kept.values())

    def _new(self, component_id: int, lower: datetime, upper: datetime | None, state: State) -> Belief:
        return Belief(
            component_id=component_id,
            during=TimestamptzRange(lower, upper),
            level=state.level,
            planned=state.planned,
            observed=state.observed,
            believed_at=self._now,
        )

    def write(self) -> None:
        if self._gone:
            Belief.objects.filter(pk__in=self._gone).delete()
        if self._changed:
            Belief.objects.bulk_update(self._changed, ["during"])
        Belief.objects.bulk_create(self._made)


_Piece = tuple[datetime, datetime | None, State]


def _joined(stored: Sequence[Belief], believed: Sequence[StatePeriod], start: datetime) -> list[_Piece]:
    """`believed` from `start` on, with the belief that was held before it joined on: one piece where they agree."""
    pieces: list[_Piece] = [(item.period.start, item.period.end, item.state) for item in believed]
    if not stored or stored[0].during.lower >= start:
        return pieces
    lower, state = stored[0].during.lower, _state(stored[0])
    if pieces and pieces[0][0] == start and pieces[0][2] == state:
        return [(lower, pieces[0][1], state), *pieces[1:]]
    return [(lower, start, state), *pieces]


def _state(belief: Belief) -> State:
    return State(Level(belief.level), belief.planned, belief.observed)
