"""Settle: turn what signals said into what is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from psycopg.types.range import TimestamptzRange

from samdrift.impact import Weight
from samdrift.isolation import Each, Step, at_once
from samdrift.monitoring.queries import watching
from samdrift.portfolio.actions.weighing import weigh_services
from samdrift.portfolio.impact_graph import transfer
from samdrift.portfolio.models import Component
from samdrift.status.confirming import Word
from samdrift.status.models import Belief, HeldState, WholeBelief
from samdrift.status.settling import SYSTEM, Watch, settle
from samdrift.vocabulary import Criticality, Level, State, StatePeriod

AGAIN = timedelta(seconds=10)
"""How soon a system that could not be settled is tried again."""

BATCH = 200
"""Systems settled in one transaction at the most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`systems` were settled; `more` says that others were waiting too."""

    systems: frozenset[str]
    more: bool


def settle_due(now: datetime, each: Each = at_once) -> Turn:
    """Settle what is due at `now`, in one transaction; running it twice changes nothing more.

    A system that `each` could not settle stays in the queue, and is tried again.
    """
    with transaction.atomic():
        _one_at_a_time()
        due = watching.due(now, BATCH)
        if not due.since:
            return Turn(frozenset(), due.more)
        settled = each(Step.SETTLE, due.since, lambda slugs: _settle({slug: due.since[slug] for slug in slugs}, now))
        watching.done(pk for pk, slug in due.entries.items() if slug in settled)
        if settled != due.since.keys():
            watching.later((pk for pk, slug in due.entries.items() if slug not in settled), now + AGAIN)
    return Turn(frozenset(settled), due.more)


@transaction.atomic
def weigh_anew(*, after: datetime | None, now: datetime) -> frozenset[str]:
    """Settle systems again whose services weigh otherwise by a document in force since `after` (None: ever).

    What was believed before stays as it was, but for the confirm time of its signals. Returns their slugs.
    """
    changed = weigh_services(after=after, now=now)
    watching.again(dict.fromkeys(_system_ids(changed), now))
    return changed


def _system_ids(slugs: Iterable[str]) -> list[int]:
    return list(Component.objects.filter(system__slug__in=list(slugs), service=SYSTEM).values_list("pk", flat=True))


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('samdrift.settle'))")


@transaction.atomic
def _settle(since: dict[str, datetime], now: datetime) -> None:
    found = watching.watching(since)
    watches: dict[str, list[Watch]] = defaultdict(list)
    for watched in found.watched:
        watches[watched.system].append(_watch(watched))
    components = _components(since)
    beliefs = _Change(Belief, {c.pk: found.starts[slug] for slug, own in components.items() for c in own}, now)
    wholes = _Change(WholeBelief, {own[0].pk: found.starts[slug] for slug, own in components.items()}, now)
    wakes: dict[int, datetime] = {}
    for slug, (system, *services) in components.items():
        weights = {each.service: _weight(each) for each in services if each.in_force}
        settled = settle(weights, watches[slug], found.starts[slug], now, transfer())
        for component in (system, *services):
            beliefs.replace(component.pk, settled.histories.get(component.service, ()))
        wholes.replace(system.pk, settled.whole)
        if settled.wake_at is not None:
            wakes[system.pk] = settled.wake_at
    beliefs.write()
    wholes.write()
    watching.again(wakes)


def _watch(watched: watching.Watched) -> Watch:
    log = tuple(
        Word(at, None if level is None else Level(level), planned, doubted, ended)
        for at, level, planned, doubted, ended in watched.log
    )
    return Watch(watched.service, log, watched.confirm, watched.faults_only, watched.start, watched.end)


def _components(systems: Iterable[str]) -> dict[str, list[Component]]:
    """By slug: the system itself, then its services."""
    found: dict[str, list[Component]] = defaultdict(list)
    rows = Component.objects.filter(system__slug__in=list(systems)).select_related("system")
    for component in rows.order_by("system_id", "service"):
        found[component.system.slug].append(component)
    return found


def _weight(service: Component) -> Weight:
    return Criticality(service.weight) if service.weight else None


def _stored(model: type[HeldState], starts: Mapping[int, datetime]) -> dict[int, list[HeldState]]:
    """What reaches into the time to be settled or up to it, by component, in order."""
    stored: dict[int, list[HeldState]] = {pk: [] for pk in starts}
    rows: Iterable[HeldState] = model._default_manager.raw(
        f"SELECT b.* FROM {model._meta.db_table} AS b"  # noqa: S608
        " JOIN unnest(%s::bigint[], %s::timestamptz[]) AS c(id, start)"
        " ON b.component_id = c.id AND b.during && tstzrange(c.start - interval '1us', NULL)"
        " ORDER BY b.component_id, lower(b.during)",
        [list(starts), list(starts.values())],
    )
    for held in rows:
        stored[held.component_id].append(held)
    return stored


class _Change:
    """The difference between what is stored from `starts` (by component) on and what is now believed; written in three
    statements."""

    def __init__(self, model: type[HeldState], starts: Mapping[int, datetime], now: datetime) -> None:
        self._model, self._starts, self._now = model, starts, now
        self._stored = _stored(model, starts)
        self._gone: list[int] = []
        self._changed: list[HeldState] = []
        self._made: list[HeldState] = []

    def replace(self, component_id: int, believed: Sequence[StatePeriod]) -> None:
        """Make `believed` the component's history from its start on; what was before stays."""
        stored = self._stored[component_id]
        kept = {held.during.lower: held for held in stored}
        for lower, upper, state in _joined(stored, believed, self._starts[component_id]):
            held = kept.get(lower)
            if held is None or _state(held) != state:
                self._made.append(self._new(component_id, lower, upper, state))
                continue
            del kept[lower]
            if held.during.upper != upper:
                held.during = TimestamptzRange(lower, upper)
                self._changed.append(held)
        self._gone.extend(held.pk for held in kept.values())

    def _new(self, component_id: int, lower: datetime, upper: datetime | None, state: State) -> HeldState:
        return self._model(
            component_id=component_id,
            during=TimestamptzRange(lower, upper),
            level=state.level,
            planned=state.planned,
            observed=state.observed,
            believed_at=self._now,
        )

    def write(self) -> None:
        rows = self._model._default_manager
        if self._gone:
            rows.filter(pk__in=self._gone).delete()
        if self._changed:
            rows.bulk_update(self._changed, ["during"])
        rows.bulk_create(self._made)


_Piece = tuple[datetime, datetime | None, State]


def _joined(stored: Sequence[HeldState], believed: Sequence[StatePeriod], start: datetime) -> list[_Piece]:
    """`believed` from `start` on, with the belief that was held before it joined on: one piece where they agree."""
    pieces: list[_Piece] = [(item.period.start, item.period.end, item.state) for item in believed]
    if not stored or stored[0].during.lower >= start:
        return pieces
    lower, state = stored[0].during.lower, _state(stored[0])
    if pieces and pieces[0][0] == start and pieces[0][2] == state:
        return [(lower, pieces[0][1], state), *pieces[1:]]
    return [(lower, start, state), *pieces]


def _state(held: HeldState) -> State:
    return State(Level(held.level), held.planned, held.observed)
