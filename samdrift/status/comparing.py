"""What the documents declared beside what was believed: over ninety days, need by need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.availability import measure
from samdrift.impact import AT_ONCE, Account, Alone, Declared, Dependency, disagreements
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.impact_graph import declared_needs, service_nodes
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

    `ended` says that no document in force declares it any more.
    """

    name: NeedName
    need: Dependency
    ended: bool
    unplanned: Account
    planned: Account


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

    As told to partners. Three queries, whatever the number of systems.
    """
    window = Period(now - WINDOW, now)
    described = described_over(window, consumers, Audience.PARTNERS)
    terms = list(_declared(described, on))
    providers = {_system(node) for each in terms for node in each.need.resting_on}
    there = _there(described_over(window, providers, Audience.PARTNERS))
    declared = [Declared(each.key, each.need, part) for each in terms for part in _while_there(each, there)]
    longest = max((each.need.tolerance for each in declared), default=AT_ONCE)
    known = histories({*consumers, *providers}, window.start - longest - SLACK)
    found = disagreements(
        declared,
        {} if on else _consumers(described),
        {str(name): history for name, history in known.items()},
        window,
        slack=SLACK,
    )
    last = {each.key: each for each in declared}
    needs = tuple(
        Held(name, each.need, each.during.end is not None and each.during.end <= now, found.unplanned[name], planned)
        for name, planned in found.planned.items()
        for each in (last[name],)
    )
    observed = dict.fromkeys(consumers, 0)
    for name, history in known.items():
        if name.system in observed:
            observed[name.system] = max(observed[name.system], measure(history, window).observed)
    return Comparison(window, needs, found.alone, observed)


def _declared(described: _Over, on: str | None) -> Iterator[Declared[NeedName]]:
    """In the order of time for each need."""
    for revisions in described.values():
        for each in revisions:
            if not each.system.retired:
                for id, need in declared_needs(each.system):
                    if on is None or on in map(_system, need.providers):
                        yield Declared(NeedName(need.consumer, id), need, each.during)


def _there(described: _Over) -> dict[str, list[Period]]:
    """By node, when it was described and not retired. What is not there is nobody's trouble."""
    found: dict[str, list[Period]] = defaultdict(list)
    for revisions in described.values():
        for each in revisions:
            if not each.system.retired:
                for node in (each.system.slug, *service_nodes(each.system)):
                    found[node].append(each.during)
    return found


def _consumers(described: _Over) -> dict[str, list[Period]]:
    found: dict[str, list[Period]] = defaultdict(list)
    for revisions in described.values():
        for each in revisions:
            if not each.system.retired:
                for node in _felt_in(each.system):
                    found[node].append(each.during)
    return found


def _felt_in(system: SystemModel) -> list[str]:
    return service_nodes(system) or [system.slug]


def _while_there(declared: Declared[NeedName], there: Mapping[str, list[Period]]) -> list[Period]:
    """The parts of a term during which everything it rests on was described."""
    parts = [declared.during]
    for node in declared.need.resting_on:
        parts = [both for part in parts for other in there.get(node, []) for both in _overlap(part, other)]
    return parts


def _overlap(one: Period, two: Period) -> Iterator[Period]:
    start = max(one.start, two.start)
    end = min((end for end in (one.end, two.end) if end is not None), default=None)
    if end is None or start < end:
        yield Period(start, end)


def _system(node: str) -> str:
    return node.partition("/")[0]
