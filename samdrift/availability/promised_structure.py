"""What must work for a system to work, and how often each part does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Needed:
    """`required` of `providers` must work."""

    providers: tuple[str, ...]
    required: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.required <= len(self.providers):
            raise ValueError(f"{self.required} of {len(self.providers)} providers cannot be required")

    @property
    def spares_none(self) -> bool:
        return self.required == len(self.providers)


@dataclass(frozen=True, slots=True)
class CommonCause:
    """A supplier or a site: `share` (β) of the time that one of `members` is down, all of them are, for that cause.

    Where they are down for different shares of time, it is β of the least.
    """

    name: str
    members: tuple[str, ...]
    share: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"{self.name}: {self.share} is no share between 0 and 1")


@dataclass(frozen=True)
class Structure:
    """`own` is how often each system works by itself (0 to 1); one that is not named counts as always, so that every
    answer stays an upper bound. `needs` are the critical needs of each.

    Raises ValueError for an availability that is none and for common causes that leave a system more than all its time.
    """

    own: Mapping[str, float]
    needs: Mapping[str, Sequence[Needed]] = field(default_factory=dict)
    common: tuple[CommonCause, ...] = ()

    def __post_init__(self) -> None:
        for name, availability in self.own.items():
            if not 0 <= availability <= 1:
                raise ValueError(f"{name}: {availability} is no availability between 0 and 1")
        for name in self.own:
            if self.alone(name) > 1 + 1e-12:
                raise ValueError(f"{name}: its common causes take more than all its time down")

    def needed_by(self, system: str) -> tuple[str, ...]:
        """The system and everything that it needs, directly or not, each once; nearer ones first."""
        return self._beneath(system, self.needs)

    def always_needed_by(self, system: str) -> tuple[str, ...]:
        """The same without what another may stand in for: it works only while every one of these does."""
        return self._beneath(system, self._sparing_none)

    def providers_first(self, names: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
        """The names and everything that they need, each once, but for `known` and what only that needs.

        Save on a cycle, a consumer comes after its providers.
        """
        found: dict[str, None] = {}
        entered = set(known)
        waiting = [(name, False) for name in names]
        while waiting:
            name, left = waiting.pop()
            if left:
                found[name] = None
            elif name not in entered:
                entered.add(name)
                waiting.append((name, True))
                waiting += ((provider, False) for need in self.needs.get(name, ()) for provider in need.providers)
        return tuple(found)

    def causes_of(self, name: str) -> Sequence[CommonCause]:
        return self._causes.get(name, ())

    def together(self, cause: CommonCause) -> float:
        """How often the common cause strikes."""
        return cause.share * min((1 - self.own.get(name, 1.0) for name in cause.members), default=0.0)

    def alone(self, name: str) -> float:
        """How often the system works when its common causes are taken out."""
        own = self.own.get(name, 1.0)
        return own + sum(self.together(cause) for cause in self._causes[name]) if name in self._causes else own

    def _beneath(self, system: str, needs: Mapping[str, Sequence[Needed]]) -> tuple[str, ...]:
        found, waiting = {system: None}, [system]
        for name in waiting:
            for need in needs.get(name, ()):
                for provider in need.providers:
                    if provider not in found:
                        found[provider] = None
                        waiting.append(provider)
        return tuple(found)

    @cached_property
    def _sparing_none(self) -> dict[str, list[Needed]]:
        return {name: [need for need in needs if need.spares_none] for name, needs in self.needs.items()}

    @cached_property
    def _causes(self) -> dict[str, list[CommonCause]]:
        found: dict[str, list[CommonCause]] = {}
        for cause in self.common:
            for name in dict.fromkeys(cause.members):
                found.setdefault(name, []).append(cause)
        return found
