"""What is to be expected of each system by what it needs, beside what is seen of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from samdrift.impact.course import Course, Trouble
from samdrift.impact.explanation import NOTHING, Reason
from samdrift.impact.felt import felt
from samdrift.impact.graph import Graph
from samdrift.impact.spread import Spread, Step, spread
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the systems now. What is named nowhere is taken to work, but stops no cascade.

    `states`: those freshly observed or declared; an operational one stops the cascade at itself. `since`: how long ago
    each of the failing ones began to fail so badly, and the work on each of those in maintenance (default: now).
    `unobserved`: those of which nothing is known. `in_maintenance`: those that planned work may take down, whatever is
    seen of them. `milder`: when those that got worse were less bad. `spared`: those that work, and stop the cascade of
    all that began so long ago or longer; what began since may not have been felt yet when they were seen.
    """

    states: Mapping[str, Level]
    since: Mapping[str, timedelta]
    unobserved: frozenset[str] = frozenset()
    in_maintenance: frozenset[str] = frozenset()
    milder: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    spared: Mapping[str, timedelta] = field(default_factory=dict)

    @property
    def failing(self) -> dict[str, Level]:
        return {name: level for name, level in self.states.items() if level}

    @property
    def working(self) -> frozenset[str]:
        return frozenset(name for name, level in self.states.items() if not level)

    def without(self, name: str) -> Seen:
        """As if nothing were known of it and it were fine."""
        return replace(
            self,
            states=_but(self.states, name),
            unobserved=self.unobserved - {name},
            in_maintenance=self.in_maintenance - {name},
            spared=_but(self.spared, name),
        )

    def with_down(self, names: Collection[str]) -> Seen:
        """As if those were in major outage now."""
        return replace(self, states={**self.states, **dict.fromkeys(names, Level.MAJOR_OUTAGE)})


_Value = TypeVar("_Value")


def _but(named: Mapping[str, _Value], *names: str) -> dict[str, _Value]:
    return {other: value for other, value in named.items() if other not in names}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a system's needs alone make of it.

    `level` is to be published, `at_worst` to be warned of: it is that with everything not observed down. `later` says
    what will be felt if nothing is mended, `later_reasons` why it begins to. `if_planned` is what planned work
    elsewhere may do, all else working. Trouble that is felt because of planned work elsewhere counts among the former,
    unless that work alone would do as much; `worked_on` is then what would have stood in.
    """

    level: Level = Level.OPERATIONAL
    because: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    later: tuple[Step, ...] = ()
    at_worst: Level = Level.OPERATIONAL
    if_planned: Level = Level.OPERATIONAL
    later_reasons: tuple[Reason, ...] = ()
    planned_reasons: tuple[Reason, ...] = ()
    worked_on: tuple[str, ...] = ()


NOTHING_EXPECTED = Expectation()


def expected(graph: Graph, seen: Seen, asked: Collection[str] | None = None) -> dict[str, Expectation]:
    """Of every system of which anything but working is expected, now, later or at worst; `asked` names those that
    matter, None is all.

    A system's own state is no part of what is expected of it: each failing one is asked about as if it were fine.
    Raises GraphFault for a system that is not there.
    """
    runs = _Runs.of(graph, seen)
    alone = seen.failing.keys() | seen.unobserved | seen.in_maintenance
    touched = runs.touched()
    wanted = touched | alone if asked is None else (touched | alone).intersection(asked)
    found = {name: runs.of_one(name) for name in wanted & touched - alone}
    for name in sorted(wanted & alone):
        if any(touched.intersection(need.resting_on) for need in graph.needs_of(graph.number(name))):
            found[name] = runs.beside_its_own(name) or _Runs.of(graph, seen.without(name)).of_one(name)
    return {name: one for name, one in sorted(found.items()) if one != NOTHING_EXPECTED}


@dataclass(frozen=True, slots=True)
class _Runs:
    now: Trouble
    worst: Trouble
    planned: Spread

    @classmethod
    def of(cls, graph: Graph, seen: Seen) -> _Runs:
        planned = spread(graph, dict.fromkeys(seen.in_maintenance, Level.MAJOR_OUTAGE))
        now = _trouble(graph, seen, planned)
        worst = _trouble(graph, seen.with_down(seen.unobserved), planned) if seen.unobserved else now
        return cls(now, worst, planned)

    def of_one(self, name: str) -> Expectation:
        now = self.now.of(name)
        worst = now if self.worst is self.now else self.worst.of(name)
        return self._expectation(name, now, worst, self.planned.level(name), self.planned.reasons(name))

    def beside_its_own(self, name: str) -> Expectation | None:
        """The same of one that has a state of its own; None where that state may stand behind what it feels."""
        now = self.now.beside_its_own(name)
        worst = now if self.worst is self.now else self.worst.beside_its_own(name)
        if now is None or worst is None:
            return None
        planned = felt(self.planned, name)
        return self._expectation(name, now, worst, planned.level(), planned.reasons(planned.level()))

    def _expectation(
        self, name: str, now: Course, worst: Course, if_planned: Level, planned_reasons: tuple[Reason, ...]
    ) -> Expectation:
        turn, later = now.at(), now.after()
        reasons = turn.reasons if turn else ()
        first = turn or next(iter(later), None)
        return Expectation(
            level=now.level,
            because=(name, *(reason.next for reason in reasons)) if turn else (),
            reasons=reasons,
            later=tuple(each.step for each in later),
            at_worst=worst.level,
            if_planned=if_planned,
            later_reasons=later[0].reasons if later else (),
            planned_reasons=planned_reasons,
            worked_on=tuple(dict.fromkeys(self.now.worked_on(first))) if first else (),
        )

    def touched(self) -> set[str]:
        runs = {id(run): run for one in (self.now, self.worst) for run in (one.alone, one.both, one.planned)}
        return {name for run in runs.values() for name in run.levels()}


def _trouble(graph: Graph, seen: Seen, planned: Spread) -> Trouble:
    alone = _run(graph, seen, seen.failing)
    both = alone
    if seen.failing and seen.in_maintenance:
        both = _run(graph, seen, seen.failing | dict.fromkeys(seen.in_maintenance, Level.MAJOR_OUTAGE))
    return Trouble(alone, both, planned, planned.levels() if seen.in_maintenance else NOTHING)


def _run(graph: Graph, seen: Seen, failed: Mapping[str, Level]) -> Spread:
    return spread(
        graph,
        failed,
        since=seen.since,
        milder=seen.milder,
        working=seen.working - failed.keys(),
        spared=_but(seen.spared, *(failed.keys() - seen.failing.keys())),
    )
