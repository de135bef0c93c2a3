"""How much of a provider's trouble a consumer feels: tables kept as data, for the steering group may change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samdrift.impact.faults import GraphFault
from samdrift.vocabulary import Criticality, Level

Table = tuple[Level, Level, Level, Level]
"""What the consumer feels when the provider is operational, degraded, in partial outage, in major outage."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One table for each criticality.

    Every table starts at operational (what works disturbs nobody) and never falls (worse is never better), because the
    least fixpoint exists only then. Raises GraphFault for a table that does not.
    """

    tables: Mapping[Criticality, Table]

    def __post_init__(self) -> None:
        for criticality in Criticality:
            if criticality not in self.tables:
                raise GraphFault(f"the transfer tables lack {criticality.value!r}")
            _check(criticality, self.tables[criticality])

    @classmethod
    def of(cls, tables: Mapping[str, Sequence[int]]) -> Transfer:
        """From plain numbers, as they are kept: `{"critical": [0, 1, 2, 3], …}`. Raises GraphFault."""
        made: dict[Criticality, Table] = {}
        for word, numbers in tables.items():
            if word not in {known.value for known in Criticality}:
                raise GraphFault(f"the transfer tables name an unknown criticality: {word!r}")
            if len(numbers) != len(Level) or any(type(number) is not int or not 0 <= number <= 3 for number in numbers):
                raise GraphFault(f"the transfer table of {word!r} is not four levels from 0 to 3: {list(numbers)}")
            operational, degraded, partial, major = map(Level, numbers)
            made[Criticality(word)] = (operational, degraded, partial, major)
        return cls(made)

    def felt(self, criticality: Criticality, provider: Level) -> Level:
        return self.tables[criticality][provider]


def _check(criticality: Criticality, table: Table) -> None:
    if len(table) != len(Level):
        raise GraphFault(f"the transfer table of {criticality.value!r} has not four levels: {_numbers(table)}")
    if table[0] != Level.OPERATIONAL:
        raise GraphFault(f"the transfer table of {criticality.value!r} does not start at 0: {_numbers(table)}")
    if any(later < earlier for earlier, later in pairwise(table)):
        raise GraphFault(f"the transfer table of {criticality.value!r} is not monotone: {_numbers(table)}")


def _numbers(table: Sequence[Level]) -> list[int]:
    return [int(level) for level in table]


DEFAULT = Transfer.of({"critical": [0, 1, 2, 3], "high": [0, 1, 1, 2], "low": [0, 0, 0, 1]})
