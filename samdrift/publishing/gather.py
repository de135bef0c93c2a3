"""Gather what is to be published of systems: their documents, what is believed, and how it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from samdrift.availability import calendar
from samdrift.availability.measure import Measurement
from samdrift.availability.report import months, strip, uptimes
from samdrift.isolation import Step, unguarded
from samdrift.monitoring.queries.corrections import corrections
from samdrift.monitoring.queries.heard import Watching, signals_by_system
from samdrift.portfolio.derived import ServiceModel, SystemModel
from samdrift.snapshot.model import (
    Correction,
    Day,
    Interface,
    Lengths,
    Rise,
    ServiceStatus,
    Succession,
    SystemStatus,
    Uptime,
    Whole,
)
from samdrift.snapshot.spells import began, worked_on_since
from samdrift.status.queries import histories, whole_histories
from samdrift.vocabulary import SignalName, State, StatePeriod

_KEPT = timedelta(days=366)
"""How far back months are measured."""
SHOWN = timedelta(days=90)
"""How far back a history is shown period by period."""
_LEAST, _LEAST_OF_A_DAY = timedelta(days=1), timedelta(hours=1)
"""How much of a window, and of "24h", is to be observed before its ratio says something."""

_Histories = Mapping[SignalName, tuple[StatePeriod, ...]]


Corrected = Mapping[str, tuple[Correction, ...]]
"""By slug, the newest first."""


@dataclass(frozen=True, slots=True)
class _Known:
    """All but `believed` by slug."""

    believed: _Histories
    wholes: Mapping[str, Sequence[StatePeriod]]
    watched: Mapping[str, tuple[Watching, ...]]
    corrected: Corrected


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of the time it worked."""

    days: tuple[Day, ...]
    uptimes: tuple[Uptime, ...]
    months: tuple[Uptime, ...]


Measure = Callable[[str, str, Callable[[], Measured]], Measured | None]


@dataclass(frozen=True, slots=True)
class _Now:
    state: State
    since: datetime
    rises: tuple[Rise, ...] = ()
    worked_on_since: datetime | None = None
    heard_since: datetime | None = None


def gather(
    systems: Sequence[SystemModel],
    now: datetime,
    measure: Measure = unguarded,
    corrected: Corrected | None = None,
) -> dict[str, SystemStatus]:
    """Slug to what the public may read of it at `now`. Four queries, whatever the number of systems.

    `measure` is asked for what is measured of each system, `corrected` for what a person set right in their histories:
    without these the rest is told all the same.
    """
    slugs = [system.slug for system in systems]
    known = _Known(
        believed=histories(slugs, now - _KEPT),
        wholes=whole_histories(slugs, now - _KEPT),
        watched=signals_by_system(slugs),
        corrected=corrections(slugs, now - SHOWN) if corrected is None else corrected,
    )
    return {system.slug: _status(system, known, now, measure) for system in systems}


def unwatched(system: SystemModel, now: datetime) -> SystemStatus:
    """What its document says of a system of which nothing else can be read: its state is not known."""
    return _status(system, _Known({}, {}, {}, {}), now, unguarded)


def _status(system: SystemModel, known: _Known, now: datetime, measure: Measure) -> SystemStatus:
    believed = known.believed
    own = believed.get(SignalName(system.slug), ())
    present = _present(own, system)
    watched = known.watched.get(system.slug, ())
    measured = None if system.retired else measure(Step.MEASURE, system.slug, partial(_measured, own, now))
    shown = tuple(item for item in own if item.period.end is None or item.period.end > now - SHOWN)
    return SystemStatus(
        slug=system.slug,
        name=system.name,
        purpose=system.purpose,
        owner=system.owner,
        operator=system.operator,
        services=tuple(_service(system, service, believed) for service in system.services),
        interfaces=tuple(Interface(each.name, each.address, each.audience) for each in system.interfaces),
        state=present.state,
        since=present.since,
        days=measured.days if measured else (),
        uptimes=measured.uptimes if measured else (),
        months=measured.months if measured else (),
        history=tuple(reversed(shown)),
        watched_by=len(watched),
        last_heard=None if present.state.observed else _last_heard(watched, present.since),
        corrections=known.corrected.get(system.slug, ()),
        known_from=_known_from(system, own),
        rises=present.rises,
        worked_on_since=present.worked_on_since,
        heard_since=present.heard_since,
        succession=_succession(system),
        whole=_whole(known.wholes.get(system.slug, ()), system) if system.services else None,
    )


def _last_heard(watched: Sequence[Watching], unknown_since: datetime) -> datetime | None:
    """Of what fell silent, whichever was heard last."""
    counting = [each for each in watched if each.silent] or watched
    return max((at for each in counting if (at := each.last_before(unknown_since))), default=None)


def _whole(history: Sequence[StatePeriod], system: SystemModel) -> Whole | None:
    """None where nothing watches it as a whole, or no longer."""
    if not history or history[-1].period.end is not None:
        return None
    present = _present(history, system)
    return Whole(present.state, present.since, present.rises, present.worked_on_since, present.heard_since)


def _measured(own: Sequence[StatePeriod], now: datetime) -> Measured:
    return Measured(
        tuple(_day(on, measured) for on, measured in strip(own, now)),
        tuple(_uptime(each, measured) for each, measured in uptimes(own, now)),
        tuple(_uptime(each, measured) for each, measured in months(own, now)),
    )


def _service(system: SystemModel, service: ServiceModel, believed: _Histories) -> ServiceStatus:
    present = _present(believed.get(SignalName(system.slug, service.id), ()), system)
    return ServiceStatus(
        id=service.id,
        name=service.name,
        purpose=service.purpose,
        without=service.without,
        instead=service.instead,
        state=present.state,
        since=present.since,
        rises=present.rises,
        instead_needs=service.instead_needs,
        worked_on_since=present.worked_on_since,
        heard_since=present.heard_since,
    )


def _present(history: Sequence[StatePeriod], system: SystemModel) -> _Now:
    """The state now. Where nothing watches any more, the last word with `observed` false; before any word, nothing."""
    if not history:
        return _Now(State(), system.in_force_from)
    last = history[-1]
    if last.period.end is None:
        return _Now(last.state, began(history), _rises(history), worked_on_since(history), last.period.start)
    return _Now(State(last.state.level, planned=False, observed=False), last.period.end)


def _rises(history: Sequence[StatePeriod]) -> tuple[Rise, ...]:
    """How the last of these periods came to be as bad as it is. What was bad before nobody watched was so meanwhile."""
    found: list[Rise] = []
    begun = level = None
    for each in reversed(history):
        level = each.state.level if level is None else min(level, each.state.level)
        if not level or (begun is not None and each.period.end != begun):
            break
        begun = each.period.start
        if found and found[-1].level == level:
            found.pop()
        found.append(Rise(level, begun))
    return tuple(reversed(found))


def _day(on: date, measured: Measurement) -> Day:
    _, *trouble = (all_of - planned for all_of, planned in zip(measured.by_level, measured.planned, strict=True))
    return Day(
        date=on,
        observed=measured.observed > 0,
        trouble=_lengths(trouble),
        announced=_lengths(measured.planned[1:]),
        unobserved_seconds=measured.unobserved_seconds,
    )


def _lengths(microseconds: Sequence[int]) -> Lengths:
    degraded, partial, major = (each / 1_000_000 for each in microseconds)
    return Lengths(degraded, partial, major)


def _uptime(window: str, measured: Measurement) -> Uptime:
    ratio = measured.ratio
    return Uptime(
        window,
        None if ratio is None else float(ratio),
        float(measured.unobserved_share),
        brief=timedelta(microseconds=measured.observed) < (_LEAST_OF_A_DAY if window == "24h" else _LEAST),
    )


def _known_from(system: SystemModel, history: Sequence[StatePeriod]) -> datetime:
    went_into_operation = system.life_cycle.in_operation_since
    if went_into_operation:
        return calendar.day(went_into_operation).start
    return min([system.in_force_from, *(each.period.start for each in history[:1])])


def _succession(system: SystemModel) -> Succession | None:
    life = system.life_cycle
    if not system.retired or life.retired_on is None:
        return None
    return Succession(life.retired_on, life.successor, life.successor_name)
