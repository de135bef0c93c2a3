"""One need of one node: on a provider, or on k of several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from samdrift.impact.faults import GraphFault
from samdrift.vocabulary import Criticality, Level

AT_ONCE = timedelta(0)
MICROSECOND = timedelta(microseconds=1)
"""The clock of a run counts in these."""
_LONGEST = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class Fallback:
    """What takes over: a cache, a copy, a manual procedure.

    With it the consumer never sees worse than `quality`, unless `provider`, on which the fallback runs, is worse.
    """

    quality: Level
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """`consumer` needs `required` of `providers`; one provider is a plain dependency.

    `tolerance`: it is felt once the need has gone unmet that long (a daily copy: 24 hours).
    Raises GraphFault where that makes no sense.
    """

    consumer: str
    providers: tuple[str, ...]
    criticality: Criticality = Criticality.CRITICAL
    required: int = 1
    tolerance: timedelta = AT_ONCE
    fallback: Fallback | None = None

    def __post_init__(self) -> None:
        providers = self.providers
        if not 1 <= self.required <= len(providers):
            raise GraphFault(f"{self.consumer!r} requires {self.required} of {len(providers)} providers")
        if self.consumer in providers:
            raise GraphFault(f"{self.consumer!r} depends on itself")
        if len(providers) > 1 and len(set(providers)) < len(providers):
            raise GraphFault(f"{self.consumer!r} names a provider twice in one group")
        if not AT_ONCE <= self.tolerance <= _LONGEST:
            raise GraphFault(f"{self.consumer!r} has a tolerance not between none and ten years: {self.tolerance}")
        if self.fallback and self.fallback.provider in (self.consumer, *providers):
            raise GraphFault(f"{self.consumer!r} falls back on itself or on what it replaces")

    @property
    def tips_at(self) -> int:
        """How many of the providers must fail before the need is unmet."""
        return len(self.providers) - self.required + 1

    @property
    def plain(self) -> bool:
        """Each provider alone decides: no redundancy and no fallback."""
        return self.tips_at == 1 and self.fallback is None

    @property
    def tolerance_microseconds(self) -> int:
        return self.tolerance // MICROSECOND if self.tolerance else 0

    @property
    def resting_on(self) -> tuple[str, ...]:
        """Everything that it names: the providers, and what the fallback runs on."""
        behind = self.fallback.provider if self.fallback else None
        return self.providers if behind is None else (*self.providers, behind)
