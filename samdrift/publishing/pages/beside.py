"""What each system's own page tells of others: how its neighbours are, and whom its trouble may reach.

Worked out for all systems before each generation. Two that are equal make the same page, whatever else of those systems
differs: their uptime does at every hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from samdrift.publishing.described import Relations
from samdrift.publishing.pages.expected import due_to, foremost_by_root, root
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import State, Text


@dataclass(frozen=True, slots=True)
class Other:
    """A system as the pages of others tell of it. `felt` has one for each system whose trouble may reach it, and `due`
    is what may be the cause of its own."""

    status: SystemStatus = field(compare=False)
    name: Text
    state: State
    expected: Expected | None
    felt: tuple[Expected, ...]
    due: Expected | None


@dataclass(frozen=True, slots=True)
class Beside:
    """`around`: what a system needs and what needs it. `hit`: those that its trouble may reach, or have reached."""

    around: tuple[Other, ...]
    hit: tuple[Other, ...]


NOTHING_BESIDE = Beside((), ())


class Besides:
    """Keeps what it worked out of a system for as long as the same SystemStatus is handed in."""

    def __init__(self) -> None:
        self._others: dict[str, Other] = {}

    def of(self, statuses: Mapping[str, SystemStatus], relations: Mapping[str, Relations]) -> dict[str, Beside]:
        others = self._others = {slug: self._other(status) for slug, status in statuses.items()}
        hit: dict[str, list[Other]] = {}
        for other in others.values():
            for slug in _roots(other):
                hit.setdefault(slug, []).append(other)
        return {
            slug: Beside(
                tuple(others[each] for each in _neighbours(slug, relations[slug]) if each in others),
                tuple(hit.get(slug, ())),
            )
            for slug in statuses
        }

    def _other(self, status: SystemStatus) -> Other:
        kept = self._others.get(status.slug)
        if kept is not None and kept.status is status:
            return kept
        quiet = of(status) in (Standing.WORKING, Standing.UNKNOWN)
        felt = tuple(foremost_by_root(status)) if quiet else ()
        return Other(status, status.name, status.state, status.expected, felt, due_to(status))


def _roots(other: Other) -> Iterator[str]:
    found = [*other.felt, *((other.due,) if other.due and not other.felt else ())]
    yield from dict.fromkeys(root(each) for each in found if root(each) != other.status.slug)


def _neighbours(slug: str, relations: Relations) -> Iterator[str]:
    ends = (end.slug for edge in (*relations.needs, *relations.needed_by) for end in (edge.provider, edge.consumer))
    yield from (each for each in dict.fromkeys(ends) if each != slug)
