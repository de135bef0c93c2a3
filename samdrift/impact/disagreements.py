"""Where what was declared and what was observed disagreed over time: a wrong criticality, or a missing dependency.

Each need is held against what was seen of its two ends. While its providers were in such trouble that the consumer was
to feel it, the consumer was seen to work (it was *spared*), or to have milder trouble, or it *felt* it. And while the
consumer was in trouble, something that it needs was in trouble too, or it was *alone* with it.

What was not observed counts neither way. Whether a need was unmet is therefore asked twice, as in all of the model: of
the trouble that was seen, and of that with everything unobserved down. Spared or felt needs the first, alone the
second to say no. Monitoring sees two ends of one failure at different moments: `slack` is how far apart. It is added to
every tolerance, and the consumer's trouble may begin and end so much before and after its provider's.
Announced trouble of a provider is accounted for apart; of the consumer it counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from samdrift.impact.dependency import MICROSECOND, Dependency
from samdrift.impact.seen_trouble import Reading, Trouble
from samdrift.impact.stretches import (
    NEVER,
    Stretches,
    both,
    either,
    lasting,
    length,
    of_periods,
    widened,
    without,
)
from samdrift.impact.transfer import DEFAULT, Transfer
from samdrift.vocabulary import Level, Period, StatePeriod

Key = TypeVar("Key", bound=Hashable)
_LEVELS = tuple(Level)[1:]


@dataclass(frozen=True, slots=True)
class Declared(Generic[Key]):
    """`need` as it was declared during `during`; `key` names it across changes of what it says."""

    key: Key
    need: Dependency
    during: Period


@dataclass(frozen=True, slots=True)
class Account:
    """What was seen of the consumer while it was to feel its provider's trouble, in whole microseconds.

    `times` counts unbroken expectations during which anything was seen of it; `spared_times` those in which it was
    never seen in trouble. `milder` is trouble, but less than was to be expected.
    """

    times: int = 0
    spared_times: int = 0
    spared: int = 0
    milder: int = 0
    felt: int = 0


@dataclass(frozen=True, slots=True)
class Alone:
    """A consumer's own trouble, not announced, in whole microseconds.

    `alone`: nothing that it needs was in trouble. `unsure`: nothing was seen to be, but not everything was observed.
    """

    times: int = 0
    alone: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Disagreements(Generic[Key]):
    """By need: its providers' trouble as it came, and as it was announced. By consumer: trouble of its own."""

    unplanned: Mapping[Key, Account]
    planned: Mapping[Key, Account]
    alone: Mapping[str, Alone]


def disagreements(
    declared: Iterable[Declared[Key]],
    described: Mapping[str, Sequence[Period]],
    histories: Mapping[str, Sequence[StatePeriod]],
    window: Period,
    *,
    slack: timedelta,
    transfer: Transfer = DEFAULT,
) -> Disagreements[Key]:
    """`described` says when each consumer had a document; only then is its trouble asked about. Histories may begin
    before `window`, and should by the longest tolerance: earlier trouble counts as unknown.

    All lengths of two windows side by side add up to those of the whole.
    """
    inquiry = _Inquiry(Trouble(histories), of_periods([window]), slack // MICROSECOND, transfer)
    terms: dict[Key, dict[Dependency, list[Period]]] = defaultdict(lambda: defaultdict(list))
    for each in declared:
        terms[each.key][each.need].append(each.during)
    of_consumer: dict[str, list[tuple[Dependency, Stretches]]] = defaultdict(list)
    unplanned, planned = {}, {}
    for key, said in terms.items():
        needs = [(need, of_periods(periods)) for need, periods in said.items()]
        unplanned[key], planned[key] = inquiry.accounts(needs)
        for need, during in needs:
            of_consumer[need.consumer].append((need, during))
    alone = {
        consumer: inquiry.alone(consumer, of_periods(periods), of_consumer[consumer])
        for consumer, periods in described.items()
    }
    return Disagreements(unplanned, planned, alone)


@dataclass(frozen=True, slots=True)
class _Inquiry:
    trouble: Trouble
    window: Stretches
    slack: int
    transfer: Transfer

    def accounts(self, needs: Sequence[tuple[Dependency, Stretches]]) -> tuple[Account, Account]:
        """Of one need that was declared in these ways: not announced, and announced."""
        consumer = needs[0][0].consumer
        expected = [
            either(*(self._expected(need, level, both(during, self.window)) for need, during in needs))
            for level in _LEVELS
        ]
        sudden = either(
            *(
                both(self.trouble.unmet(need, Level.DEGRADED, Reading.SUDDEN, self.transfer), said)
                for need, said in needs
            )
        )
        return (
            self._account(consumer, [both(each, sudden) for each in expected]),
            self._account(consumer, [without(each, sudden) for each in expected]),
        )

    def _expected(self, need: Dependency, level: Level, during: Stretches) -> Stretches:
        unmet = self.trouble.unmet(need, level, Reading.SEEN, self.transfer)
        return both(lasting(unmet, need.tolerance_microseconds + self.slack), during)

    def _account(self, consumer: str, expected: Sequence[Stretches]) -> Account:
        """`expected` from degraded upwards."""
        working = self.trouble.working(consumer)
        troubled = self.trouble.at(consumer, Level.DEGRADED, Reading.SUDDEN)
        milder = either(
            *(
                both(each, without(troubled, self.trouble.at(consumer, level, Reading.SUDDEN)))
                for level, each in zip(_LEVELS, expected, strict=True)
            )
        )
        spared, hit = both(expected[0], working), both(expected[0], troubled)
        times = [stretch for stretch in expected[0] if both((stretch,), either(spared, hit))]
        return Account(
            times=len(times),
            spared_times=sum(not both((stretch,), hit) for stretch in times),
            spared=length(spared),
            milder=length(milder),
            felt=length(hit) - length(milder),
        )

    def alone(self, consumer: str, described: Stretches, needs: Sequence[tuple[Dependency, Stretches]]) -> Alone:
        troubled = both(self.trouble.at(consumer, Level.DEGRADED, Reading.SUDDEN), both(described, self.window))
        if not troubled:
            return Alone()
        seen = self._excused(needs, Reading.SEEN)
        alone = without(troubled, self._excused(needs, Reading.AT_WORST))
        return Alone(len(alone), length(alone), length(without(troubled, seen)) - length(alone))

    def _excused(self, needs: Sequence[tuple[Dependency, Stretches]], reading: Reading) -> Stretches:
        """When the consumer's trouble may be that of what it needs."""
        found = NEVER
        for need, during in needs:
            unmet = self.trouble.unmet(need, Level.DEGRADED, reading, self.transfer)
            found = either(found, widened(both(lasting(unmet, need.tolerance_microseconds), during), self.slack))
        return found
