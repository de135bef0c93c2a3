"""Where the portfolio is fragile, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext, ngettext

from samdrift.impact import AT_ONCE, MustWork
from samdrift.impact.single_failures import WEIGHTS
from samdrift.portfolio.whole_systems import system_of
from samdrift.publishing.pages.measures import duration
from samdrift.publishing.pages.sentences import listing
from samdrift.publishing.pages.whatif_words import getting
from samdrift.publishing.partners.case import Case, Pick
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.weak_points import Gathered, Shared, WeakPoint
from samdrift.vocabulary import Language, Level

MOST_TOLD = 50
Address = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class PointTold:
    """`address` is that of the same failure as a scenario; `parts` how the score comes about."""

    name: str
    address: str
    effect: str
    score: int
    parts: str


@dataclass(frozen=True, slots=True)
class SystemTold:
    """A system that fails as a whole, and those of its services that hit somebody when they fail alone."""

    whole: PointTold
    services: tuple[PointTold, ...]


@dataclass(frozen=True, slots=True)
class GatheredTold:
    name: str
    systems: str
    affected: str


@dataclass(frozen=True, slots=True)
class NeedsTold:
    slug: str
    name: str
    what: tuple[str, ...]


def ranking(points: Sequence[WeakPoint], names: Names, address: Address) -> tuple[SystemTold, ...]:
    services: dict[str, list[WeakPoint]] = {}
    for point in points:
        if "/" in point.node:
            services.setdefault(system_of(point.node), []).append(point)
    return tuple(
        SystemTold(
            _point(point, names.system(point.node), address),
            tuple(_point(each, names.service(each.node), address) for each in services.get(point.node, ())),
        )
        for point in points
        if "/" not in point.node
    )[:MOST_TOLD]


def weights() -> str:
    """What the score is made of."""
    degraded, partial, major = WEIGHTS
    return gettext(
        "A system that gets an outage counts %(major)d, one that gets a partial outage %(partial)d, "
        "and one that is degraded %(degraded)d."
    ) % {"major": major, "partial": partial, "degraded": degraded}


def shared(found: Iterable[Shared], names: Names) -> tuple[str, ...]:
    return tuple(
        gettext("%(name)s can use any of %(providers)s, but not if this fails: %(shared)s.")
        % {
            "name": names.system(one.consumer),
            "providers": listing([names.node(node) for node in one.dependency.providers]),
            "shared": ", ".join(names.node(node) for node in one.nodes),
        }
        for one in found
    )


def gathered(found: Iterable[Gathered], names: Names, language: Language) -> tuple[GatheredTold, ...]:
    return tuple(
        GatheredTold(
            name=one.name.in_(language),
            systems=", ".join(names.system(slug) for slug in one.systems),
            affected=_affected(one, names),
        )
        for one in found
    )


def must_work(needs: MustWork, names: Names) -> NeedsTold:
    """What must work for the system to work; services are told of by their name and their system's."""
    what = [_lasting(names.node(node), length) for node, length in needs.always.items()]
    what += [
        _lasting(
            gettext("at least %(required)d of %(names)s")
            % {
                "required": need.required,
                "names": listing([names.node(node) for node in need.providers]),
            },
            length,
        )
        for need, length in needs.groups.items()
    ]
    return NeedsTold(needs.system, names.system(needs.system), tuple(what))


def _lasting(what: str, length: timedelta) -> str:
    if length <= AT_ONCE:
        return what
    return gettext("%(what)s (can be done without for %(length)s)") % {"what": what, "length": duration(length)}


def _point(point: WeakPoint, name: str, address: Address) -> PointTold:
    counts = (
        (Level.MAJOR_OUTAGE, point.major),
        (Level.PARTIAL_OUTAGE, point.partial),
        (Level.DEGRADED, point.degraded),
    )
    told = [(level, count) for level, count in counts if count]
    return PointTold(
        name=name,
        address=address(Case((Pick(point.node),))),
        effect=listing([getting(level, count) for level, count in told]),
        score=point.score,
        parts=" + ".join(f"{count} × {WEIGHTS[level - 1]}" for level, count in told),
    )


def _affected(one: Gathered, names: Names) -> str:
    count = len(one.affected)
    if not count:
        return gettext("No other system is hit.")
    many = ngettext("%(count)d other system is hit: %(parts)s.", "%(count)d other systems are hit: %(parts)s.", count)
    return many % {"count": count, "parts": listing([names.system(slug) for slug in one.affected])}
