"""What watches a system, and what it said: for settling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samdrift.monitoring.models import Mapping as SignalMapping
from samdrift.monitoring.models import Resettle, Source
from samdrift.monitoring.placing import TICK

Logged = tuple[datetime, int | None, bool, bool, bool]
"""A line of a log: at, level or None, planned, doubted, ended by a person."""


@dataclass(frozen=True, slots=True)
class Due:
    """Queue entries with their system (slug), and from when on each is to be settled again. `more`: others wait."""

    entries: dict[int, str]
    since: dict[str, datetime]
    more: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """One signal's watch over one component of `system`; `log` is in order."""

    system: str
    service: str
    start: datetime | None
    end: datetime | None
    confirm: timedelta
    faults_only: bool
    log: tuple[Logged, ...]


@dataclass(frozen=True, slots=True)
class Watching:
    """`starts`: from when on each system (slug) is to be settled, so that all that a change touches is settled."""

    starts: dict[str, datetime]
    watched: list[Watched]


def due(now: datetime, systems: int) -> Due:
    """What is to be settled at `now`, for at most `systems` systems, longest waiting first. Locks the entries."""
    entries: dict[int, str] = {}
    since: dict[str, datetime] = {}
    waiting = Resettle.objects.filter(due__lte=now).select_for_update(of=("self",), skip_locked=True).order_by("id")
    rows = list(waiting.values_list("pk", "component__system__slug", "since")[: systems * 50])
    for pk, slug, start in rows:
        if slug in since or len(since) < systems:
            entries[pk] = slug
            since[slug] = min(start, since.get(slug, start))
    return Due(entries, since, more=len(entries) < len(rows) or len(rows) == systems * 50)


def done(entries: Iterable[int]) -> None:
    Resettle.objects.filter(pk__in=list(entries)).delete()


def later(entries: Iterable[int], at: datetime) -> None:
    """Try again at `at`: they could not be settled."""
    Resettle.objects.filter(pk__in=list(entries)).update(due=at)


def again(moments: Mapping[int, datetime]) -> None:
    """Settle once more (component id to moment) when an unconfirmed level will have stood its time."""
    Resettle.objects.bulk_create(Resettle(component_id=pk, since=at, due=at) for pk, at in moments.items())


def next_due() -> datetime | None:
    """When the queue next has something to do; None when it is empty."""
    return Resettle.objects.order_by("due").values_list("due", flat=True).first()


def watching(since: Mapping[str, datetime]) -> Watching:
    """Every watch over the systems of `since` that counts at or after their starts, with its log.

    Two queries, whatever the number of systems; one more where a signal wavers.
    """
    mappings = list(
        SignalMapping.objects.filter(component__system__slug__in=since).select_related(
            "signal__source", "component__system"
        )
    )
    starts = _starts(since, mappings)
    counting = _counting(mappings, starts)
    logs = _logs(counting, starts)
    restless = _restless(counting, starts, logs)
    if restless != starts:
        starts, counting = restless, _counting(mappings, restless)
        logs = _logs(counting, starts)
    watched = [
        Watched(
            system=m.component.system.slug,
            service=m.component.service,
            start=m.during.lower,
            end=m.during.upper,
            confirm=_confirm(m),
            faults_only=_faults_only(m),
            log=tuple(logs.get(m.signal_id, ())),
        )
        for m in counting
    ]
    return Watching(starts, watched)


def _counting(mappings: Iterable[SignalMapping], starts: Mapping[str, datetime]) -> list[SignalMapping]:
    return [m for m in mappings if m.during.upper is None or m.during.upper > starts[m.component.system.slug]]


def _starts(since: Mapping[str, datetime], mappings: Iterable[SignalMapping]) -> dict[str, datetime]:
    # A line inserted into the past can make flapping of the level before it, which began up to a confirm time earlier,
    # and a silence can belong to the moment of the word before it.
    longest = dict.fromkeys(since, TICK)
    for mapping in mappings:
        slug = mapping.component.system.slug
        longest[slug] = max(longest[slug], _confirm(mapping))
    return {slug: at - longest[slug] for slug, at in since.items()}


def _restless(
    mappings: Iterable[SignalMapping], starts: Mapping[str, datetime], logs: Mapping[int, Sequence[Logged]]
) -> dict[str, datetime]:
    """The starts, moved back to where a signal that wavers left the level that had stood.

    What it does now may decide what is believed of it from there on.
    """
    found = dict(starts)
    for mapping in mappings:
        levels = [(at, level) for at, level, *_ in logs.get(mapping.signal_id, ())]
        left = next((at for at, level in levels[1:] if level is not None and level != levels[0][1]), None)
        if left is not None:
            slug = mapping.component.system.slug
            found[slug] = min(found[slug], left)
    return found


def _confirm(mapping: SignalMapping) -> timedelta:
    own = mapping.signal.confirm
    return mapping.signal.source.confirm if own is None else own


def _faults_only(mapping: SignalMapping) -> bool:
    return mapping.signal.source.life != Source.Life.EVERY_SIGNAL


def _logs(mappings: Iterable[SignalMapping], starts: Mapping[str, datetime]) -> dict[int, list[Logged]]:
    """Each signal's lines from the last one that was surely believed at its start on: one that stood its time, and was
    not said of a time in which nobody listened."""
    needed: dict[int, tuple[datetime, timedelta, bool]] = {}
    for mapping in mappings:
        start, confirm = starts[mapping.component.system.slug], _confirm(mapping)
        earlier = needed.get(mapping.signal_id)
        needed[mapping.signal_id] = min(start, earlier[0]) if earlier else start, confirm, _faults_only(mapping)
    logs: dict[int, list[Logged]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.signal_id, t.at, t.level, t.planned, t.doubted, t.ended_by_id IS NOT NULL"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::interval[], %s::bool[]) AS s(id, start, stand, faults)"
            " CROSS JOIN LATERAL (SELECT * FROM monitoring_transition WHERE signal_id = s.id AND at >= coalesce("
            "   (SELECT l.at FROM monitoring_transition AS l"
            "    WHERE l.signal_id = s.id AND l.at <= s.start AND l.level IS NOT NULL AND NOT EXISTS ("
            "     SELECT FROM monitoring_transition AS n WHERE n.signal_id = s.id AND n.at > l.at"
            "     AND n.at < l.at + s.stand AND n.level <> l.level)"
            "    AND (l.ended_by_id IS NOT NULL OR (s.faults AND l.level = 0) OR NOT EXISTS ("
            "     SELECT FROM monitoring_transition AS n WHERE n.signal_id = s.id AND n.at > l.at"
            "     AND n.at <= l.at + interval '1us' AND n.level IS NULL))"
            "    ORDER BY l.at DESC LIMIT 1), '-infinity')) AS t"
            " ORDER BY t.signal_id, t.at",
            [list(needed), *map(list, zip(*needed.values(), strict=True))] if needed else [[], [], [], []],
        )
        for signal_id, at, level, planned, doubted, ended in cursor:
            logs[signal_id].append((at, level, planned, doubted, ended))
    return logs
