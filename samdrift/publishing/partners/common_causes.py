"""What stands in for each other and yet may fall together: the same supplier, the same site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from samdrift.availability.promised_structure import CommonCause, Needed
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import service_nodes
from samdrift.portfolio.whole_systems import system_of

BETA = 0.1
"""The share of their downtime that they have together (β): what is customary where nobody has counted."""
_MOST = int(1 / BETA)
"""Of so many places all the downtime of a service would come."""


def common_causes(
    portfolio: Portfolio, needs: Mapping[str, Sequence[Needed]], promising: Collection[str]
) -> tuple[CommonCause, ...]:
    """For each supplier and each site those of `promising`, services, that can stand in for each other there.

    A provider that is a whole system is all of its services. Those that promise nothing always work, and so share
    nothing. A second place with the same services adds nothing.
    """
    places = {
        system.slug: [f"supplier {each.id}" for each in system.suppliers] + [f"site {each.id}" for each in system.sites]
        for system in portfolio.running
    }
    services = {
        system.slug: {each for each in service_nodes(system) if each in promising} for system in portfolio.running
    }
    services |= {each: {each} for each in promising}
    groups = {need.providers: None for each in needs.values() for need in each if not need.spares_none}
    found: dict[tuple[str, ...], str] = {}
    taken: Counter[str] = Counter()
    for place, together in _by_place(groups, places, services).items():
        for members in map(tuple, map(sorted, _merged(together))):
            if members not in found and all(taken[each] < _MOST for each in members):
                found[members] = place
                taken.update(members)
    return tuple(CommonCause(place, members, BETA) for members, place in found.items())


def _by_place(
    groups: Iterable[tuple[str, ...]], places: Mapping[str, Sequence[str]], services: Mapping[str, set[str]]
) -> dict[str, list[set[str]]]:
    """Of each group the services that are at one place, where those are of more than one provider."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for providers in groups:
        there: dict[str, list[set[str]]] = defaultdict(list)
        for provider in providers:
            if own := services.get(provider):
                for place in places[system_of(provider)]:
                    there[place].append(own)
        for place, each in there.items():
            if len(each) > 1:
                found[place].append(set().union(*each))
    return found


def _merged(groups: Iterable[set[str]]) -> list[set[str]]:
    """Groups that overlap are one, so that no place strikes a service twice."""
    found: list[set[str]] = []
    for group in groups:
        overlapping = [each for each in found if each & group]
        found = [each for each in found if not each & group] + [group.union(*overlapping)]
    return found
