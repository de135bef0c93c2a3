"""What a document says of other systems, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.document.relations import Direction, Pattern, PersonalData
from samdrift.vocabulary import Criticality, Level, SignalName, Text


@dataclass(frozen=True, slots=True)
class Known:
    """How something is known. What is assumed is never shown as a fact."""

    basis: Basis
    title: str | None
    url: str | None

    @property
    def assumed(self) -> bool:
        return self.basis is Basis.ASSUMED


@dataclass(frozen=True, slots=True)
class FallbackModel:
    """`quality` is the level it can hold: degraded or partial outage."""

    description: Text
    quality: Level


@dataclass(frozen=True, slots=True)
class GroupModel:
    """`required` of the dependencies that name it must work."""

    id: str
    name: Text
    required: int


@dataclass(frozen=True, slots=True)
class DependencyModel:
    """`on` is a system or a service of it; `needed_by` are ids of own services, empty where the whole system needs it.

    `assumed_criticality`: the level is our judgement, whatever is known of the dependency itself.
    """

    id: str
    on: SignalName
    needed_by: tuple[str, ...]
    criticality: Criticality
    assumed_criticality: bool
    why: Text
    pattern: Pattern
    tolerance: timedelta | None
    fallback: FallbackModel | None
    group: str | None
    known: Known


@dataclass(frozen=True, slots=True)
class ExchangeModel:
    """`over` is the id of the dependency; `direction` is seen from the system that the document describes."""

    id: str
    data: Text
    over: str
    direction: Direction
    personal_data: PersonalData
    pattern: Pattern
    legal_basis: str | None
    format: str | None
    frequency: Text | None
    known: Known


def required_of(wanted: int, given: Collection[int]) -> int:
    """How many providers make up `wanted` dependencies of a group, whichever they are.

    `given` says how many of the dependencies each provider that is there gives. Those that give the fewest are counted
    first, so that no graph promises more redundancy than there is. Where all together give too few, all are needed.
    """
    made_up = accumulate(sorted(given))
    return next((count for count, so_far in enumerate(made_up, start=1) if so_far >= wanted), len(given))
