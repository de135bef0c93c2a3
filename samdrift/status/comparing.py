"""What the documents declared beside what was believed: over ninety days, need by need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from samdrift.availability import measure
from samdrift.impact import AT_ONCE, Account, Alone, Declared, Dependency, disagreements
from samdrift.monitoring.queries.checks import end_to_end_checks
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.impact_graph import declared_needs, service_nodes, transfer
from samdrift.portfolio.queries import Described, described_over
from samdrift.status.queries import histories
from samdrift.vocabulary import Audience, Period

WINDOW = timedelta(days=90)
SLACK = timedelta(minutes=15)
"""How far apart monitoring may see the two ends of one failure."""
_Over = Mapping[str, tuple[Described, ...]]


@dataclass(frozen=True, slots=True)
class NeedName:
    """`consumer` is a service or a system without any; `id` that of the dependency or group in its document."""

    consumer: str
    id: str


@dataclass(frozen=True, slots=True)
class Held:
    """A need as it was last declared, and what was seen of it: `unplanned` and `planned` trouble of the providers.

    `ended` says that no document in force declares it any more; `exercised` that an end-to-end check of the consumer
    goes through it now.
    """

    name: NeedName
    need: Dependency
    ended: bool
    unplanned: Account
    planned: Account
    exercised: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """`needs` of the consumers asked about; `alone` by service, or by system without any.

    `observed` says of each consumer how long it was seen, or the service of it that was seen for longest, in
    microseconds: what was never seen disagrees with nothing.
    """

    window: Period
    needs: tuple[Held, ...]
    alone: Mapping[str, Alone]
    observed: Mapping[str, int]


def compared(consumers: Collection[str], now: datetime, *, on: str | None = None) -> Comparison:
    """Of the systems `consumers`; `on` asks only about what they need of that system, and not about their own trouble.

    As told to partners. Four queries, whatever the number of systems.
    """
    window = Period(now - WINDOW, now)
    described = described_over(window, consumers, Audience.PARTNERS)
    named = {_system(node) for each in _running(described) for node in _named(each.system, on)}
    declared = list(_declared(described, _there(described_over(window, named, Audience.PARTNERS)), on))
    providers = {_system(node) for each in declared for node in each.need.resting_on}
    longest = max((each.need.tolerance for each in declared), default=AT_ONCE)
    known = histories({*consumers, *providers}, window.start - longest - SLACK)
    found = disagreements(
        declared,
        {} if on else _consumers(described),
        {str(name): history for name, history in known.items()},
        window,
        slack=SLACK,
        transfer=transfer(),
    )
    last = {each.key: each for each in declared}
    checks = [check for check in end_to_end_checks() if check.name.system in consumers]
    needs = tuple(
        Held(
            name,
            each.need,
            each.during.end is not None and each.during.end <= now,
            found.unplanned[name],
            planned,
            any(check.exercises(each.need) for check in checks),
        )
        for name, planned in found.planned.items()
        for each in (last[name],)
    )
    observed = dict.fromkeys(consumers, 0)
    for name, history in known.items():
        if name.system in observed:
            observed[name.system] = max(observed[name.system], measure(history, window).observed)
    return Comparison(window, needs, found.alone, observed)


def _running(described: _Over) -> Iterator[Described]:
    """While it was in operation, system by system in the order of time. What was not there was nobody's trouble."""
    return (each for revisions in described.values() for each in revisions if each.system.in_operation)


def _named(system: SystemModel, on: str | None) -> set[str]:
    """The nodes that it says it needs; of those that the question is about, with what stands in for `on`."""
    groups = {each.group for each in system.dependencies if each.group and each.on.system == on}
    return {str(each.on) for each in system.dependencies if on in (None, each.on.system) or each.group in groups}


def _declared(described: _Over, there: Mapping[str, list[Period]], on: str | None) -> Iterator[Declared[NeedName]]:
    """In the order of time for each need. What was not `there` was not needed then; of a group, the rest was."""
    for each in _running(described):
        periods = {node: there[node] for node in _named(each.system, on) if node in there}
        for part in _cut(each.during, chain.from_iterable(periods.values())):
            nodes = {node for node, own in periods.items() if any(_within(part, period) for period in own)}
            for id, need in declared_needs(each.system, nodes):
                if on is None or on in map(_system, need.providers):
                    yield Declared(NeedName(need.consumer, id), need, part)


def _there(described: _Over) -> dict[str, list[Period]]:
    """By node."""
    found: dict[str, list[Period]] = defaultdict(list)
    for each in _running(described):
        for node in (each.system.slug, *service_nodes(each.system)):
            found[node].append(each.during)
    return found


def _consumers(described: _Over) -> dict[str, list[Period]]:
    found: dict[str, list[Period]] = defaultdict(list)
    for each in _running(described):
        for node in _felt_in(each.system):
            found[node].append(each.during)
    return found


def _felt_in(system: SystemModel) -> list[str]:
    return service_nodes(system) or [system.slug]


def _cut(whole: Period, others: Iterable[Period]) -> Iterator[Period]:
    """`whole` in parts, in the order of time, each of them within each of `others` or outside of it."""
    moments = {moment for each in others for moment in (each.start, each.end) if moment is not None}
    inner = sorted(each for each in moments if whole.start < each and (whole.end is None or each < whole.end))
    return (Period(start, end) for start, end in zip([whole.start, *inner], [*inner, whole.end], strict=True))


def _within(part: Period, period: Period) -> bool:
    return period.start <= part.start and (period.end is None or part.start < period.end)


def _system(node: str) -> str:
    return node.partition("/")[0]
