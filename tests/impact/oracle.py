"""The model once more, as slow and plain as it can be written, to hold the engine against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from samdrift.impact import DEFAULT, Dependency, Fallback, Graph, Transfer
from samdrift.vocabulary import Criticality, Level

NAMES = "abcdefg"
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Case:
    """A graph as it is told, and what fails in it."""

    dependencies: tuple[Dependency, ...]
    failed: Mapping[str, Level]
    systems: Sequence[str] = NAMES
    transfer: Transfer = DEFAULT

    @property
    def graph(self) -> Graph:
        return Graph.of(self.systems, self.dependencies, self.transfer)


def severity(need: Dependency, levels: Mapping[str, Level]) -> Level:
    found = sorted(levels[name] for name in need.providers)[need.required - 1]
    if need.fallback is not None:
        behind = levels[need.fallback.provider] if need.fallback.provider else Level.OPERATIONAL
        found = min(found, max(behind, need.fallback.quality))
    return found


def iterations(case: Case) -> list[dict[str, Level]]:
    """Kleene's: everything operational, then own states, then all equations at once until nothing changes.

    The place at which a level first stands is the height of its lowest derivation.
    """
    own = {name: case.failed.get(name, Level.OPERATIONAL) for name in case.systems}
    found = [own]
    while True:
        now = {
            name: max(
                own[name],
                *(
                    case.transfer.felt(need.criticality, severity(need, found[-1]))
                    for need in case.dependencies
                    if need.consumer == name
                ),
                Level.OPERATIONAL,
            )
            for name in case.systems
        }
        if now == found[-1]:
            return found
        found.append(now)


def fixpoint(case: Case) -> dict[str, Level]:
    """Without those that are operational, as the engine tells it."""
    return {name: level for name, level in iterations(case)[-1].items() if level}


@st.composite
def dependencies(draw: st.DrawFn, names: Sequence[str] = NAMES) -> Dependency:
    order = draw(st.permutations(names))
    many = draw(st.sampled_from([1, 1, 1, 2, 2, 3]))
    fallback = None
    if draw(st.sampled_from([False, False, False, True])):
        behind = draw(st.none() | st.just(order[many + 1]))
        fallback = Fallback(draw(st.sampled_from(Level)), behind)
    return Dependency(
        order[0],
        tuple(order[1 : many + 1]),
        draw(st.sampled_from(Criticality)),
        draw(st.integers(1, many)),
        fallback=fallback,
    )


tables = st.lists(st.integers(0, 3), min_size=3, max_size=3).map(lambda numbers: [0, *sorted(numbers)])
transfers = st.just(DEFAULT) | st.tuples(tables, tables, tables).map(
    lambda three: Transfer.of(dict(zip(("critical", "high", "low"), three, strict=True)))
)
failing = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(Level)[1:]), max_size=3)
needs = st.lists(dependencies(), max_size=14).map(tuple)
cases = st.builds(Case, needs, failing, transfer=transfers)
