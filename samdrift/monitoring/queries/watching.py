"""What watches a system, and what it said: for settling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samdrift.monitoring.models import Mapping as SignalMapping
from samdrift.monitoring.models import Resettle, Source

_LOOK_BACK = timedelta(minutes=1)
"""How much of a log before the start is read at least, so that what was flapping then still counts as flapping."""


@dataclass(frozen=True, slots=True)
class Due:
    """Queue entries by system (slug to entry ids) and from when on each system is to be settled again."""

    entries: dict[str, list[int]]
    since: dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Watched:
    """One signal's watch over one component of `system`; `log` holds (at, level or None, planned), in order."""

    system: str
    service: str
    start: datetime | None
    end: datetime | None
    confirm: timedelta
    faults_only: bool
    log: tuple[tuple[datetime, int | None, bool], ...]


def due(now: datetime, systems: int) -> Due:
    """What is to be settled at `now`, for at most `systems` systems, longest waiting first. Locks the entries."""
    entries: dict[str, list[int]] = defaultdict(list)
    since: dict[str, datetime] = {}
    rows = Resettle.objects.filter(due__lte=now).select_for_update(of=("self",), skip_locked=True).order_by("id")
    for pk, slug, start in rows.values_list("pk", "component__system__slug", "since")[: systems * 50]:
        if slug not in since and len(since) == systems:
            continue
        entries[slug].append(pk)
        since[slug] = min(start, since.get(slug, start))
    return Due(dict(entries), since)


def done(entries: Iterable[int]) -> None:
    Resettle.objects.filter(pk__in=list(entries)).delete()


def again(component_id: int, since: datetime, due_at: datetime) -> None:
    """Settle once more at `due_at`, when an unconfirmed level will have stood its time."""
    Resettle.objects.create(component_id=component_id, since=since, due=due_at)


def next_due() -> datetime | None:
    """When the queue next has something to do; None when it is empty."""
    return Resettle.objects.order_by("due").values_list("due", flat=True).first()


def watching(since: Mapping[str, datetime]) -> list[Watched]:
    """Every watch over the systems of `since` in force at or after their moment, with its log from before it.

    Two queries, whatever the number of systems.
    """
    mappings = list(
        SignalMapping.objects.filter(component__system__slug__in=since).select_related(
            "signal__source", "component__system"
        )
    )
    logs = _logs({m.signal_id: since[m.component.system.slug] - _look_back(m) for m in mappings})
    return [
        Watched(
            system=m.component.system.slug,
            service=m.component.service,
            start=m.during.lower,
            end=m.during.upper,
            confirm=_confirm(m),
            faults_only=m.signal.source.life != Source.Life.EVERY_SIGNAL,
            log=tuple(logs.get(m.signal_id, ())),
        )
        for m in mappings
    ]


def _confirm(mapping: SignalMapping) -> timedelta:
    own = mapping.signal.confirm
    return mapping.signal.source.confirm if own is None else own


def _look_back(mapping: SignalMapping) -> timedelta:
    return max(_LOOK_BACK, 10 * _confirm(mapping))


def _logs(since: Mapping[int, datetime]) -> dict[int, list[tuple[datetime, int | None, bool]]]:
    """Each signal's lines from the last one at or before its moment on."""
    logs: dict[int, list[tuple[datetime, int | None, bool]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.signal_id, t.at, t.level, t.planned"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS s(id, since)"
            " CROSS JOIN LATERAL (SELECT * FROM monitoring_transition WHERE signal_id = s.id AND at >= coalesce("
            "   (SELECT max(at) FROM monitoring_transition WHERE signal_id = s.id AND at <= s.since"
            "    AND level IS NOT NULL), '-infinity')) AS t"
            " ORDER BY t.signal_id, t.at",
            [list(since), list(since.values())],
        )
        for signal_id, at, level, planned in cursor:
            logs[signal_id].append((at, level, planned))
    return logs
