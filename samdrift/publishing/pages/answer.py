"""The answer of the front page: what is down, what people cannot do, and how the rest is.

What has no cause of its own comes first: of two systems in trouble, one of which needs the other, the other one. Among
those that reach most others come first, then the worst.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from samdrift.publishing.pages import planned_work, sentences
from samdrift.publishing.pages.effects import cannot
from samdrift.publishing.pages.expected import due_to, foremost_by_root, may_be_felt, root, starts_in_time
from samdrift.publishing.pages.others import rest
from samdrift.publishing.pages.since import fell_silent_in_trouble
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import Language

GROUPS_AT_MOST = 2
"""Kinds of trouble in the heading."""
_TROUBLE = (Standing.MAJOR, Standing.PARTIAL, Standing.DEGRADED, Standing.UNKNOWN)
"""Worst first; unknown is what was in trouble when it was last heard of."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`heading` may be a few sentences, `cannot` and `rest` may be empty. `about` are those that the heading is of, in
    its order."""

    heading: str
    standing: Standing
    cannot: str
    rest: str
    about: tuple[SystemStatus, ...]


def read(live: Sequence[SystemStatus], language: Language, today: date | None) -> Answer:
    """Of `live`, the systems in operation. Times without a date are of `today`."""
    if groups := _groups(live):
        return _of_trouble(groups, live, language, today)
    if about := _of(Standing.PLANNED, live):
        heading = sentences.of_standing(Standing.PLANNED, about, live, language)
        told = _during_work(about[: sentences.TOLD_AT_MOST], language)
        return Answer(heading, Standing.PLANNED, told, rest(live, about, language), tuple(about))
    if partly := [system for system in live if sentences.partly_working(system)]:
        one = sentences.services_told(partly[0], language) if len(partly) == 1 else ""
        told = "" if one else cannot(partly[: sentences.TOLD_AT_MOST], language)
        heading = one or sentences.of_partly_working(partly, language)
        return Answer(heading, Standing.DEGRADED, told, rest(live, partly, language), tuple(partly))
    if about := _of(Standing.UNKNOWN, live):
        heading = sentences.of_standing(Standing.UNKNOWN, about, live, language)
        return Answer(heading, Standing.UNKNOWN, "", rest(live, about, language), tuple(about))
    if at_work := [system for system in live if system.worked_on_since]:
        heading = gettext("%(work)s We see no problems.") % {"work": _work_on(at_work, language)}
        return Answer(heading, Standing.WORKING, "", rest(live, at_work, language), tuple(at_work))
    return Answer(_calm(live, language), Standing.WORKING if live else Standing.UNKNOWN, "", "", tuple(live))


def _of(standing: Standing, live: Sequence[SystemStatus]) -> list[SystemStatus]:
    return [system for system in live if of(system) is standing]


def _during_work(about: Sequence[SystemStatus], language: Language) -> str:
    """What fails besides comes before what was announced."""
    faults = [planned_work.faults_beside(system, language) for system in about]
    told = dict.fromkeys(each for each in (*faults, cannot(about, language)) if each)
    return " ".join(told)


def nothing() -> Answer:
    """Where not even how the systems are could be put into words."""
    return Answer(gettext("We do not know whether the systems are working."), Standing.UNKNOWN, "", "", ())


def in_order(live: Sequence[SystemStatus]) -> list[SystemStatus]:
    """Those that do not simply work, as a page tells of them."""
    told = [system for group in _groups(live, every=True) for system in group]
    known = {system.slug for system in told}
    others = [*_of(Standing.PLANNED, live), *_of(Standing.UNKNOWN, live)]
    partly = [system for system in live if sentences.partly_working(system)]
    return told + [each for each in others if each.slug not in known] + partly


def _groups(live: Sequence[SystemStatus], *, every: bool = False) -> list[list[SystemStatus]]:
    """Systems in trouble of one kind each, those without a cause among them first; `every`: with the others after."""
    troubled = {system.slug: system for system in live if of(system).is_trouble or fell_silent_in_trouble(system)}
    reach = _reach(live)
    caused = {slug for slug, system in troubled.items() if _has_cause(system, troubled)}
    own = {slug: system for slug, system in troubled.items() if slug not in caused} or troubled
    groups = _sorted(own.values(), reach)
    if every:
        groups += _sorted([system for slug, system in troubled.items() if slug not in own], reach)
    return groups


def _sorted(systems: Iterable[SystemStatus], reach: Counter[str]) -> list[list[SystemStatus]]:
    ranked = sorted(systems, key=lambda each: (-reach[each.slug], _TROUBLE.index(of(each))))
    kinds = dict.fromkeys(of(each) for each in ranked)
    return [[each for each in ranked if of(each) is kind] for kind in kinds]


def _reach(live: Sequence[SystemStatus]) -> Counter[str]:
    """By slug, how many systems its trouble may be felt by now."""
    return Counter(each for system in live for each in _roots(system))


def _roots(system: SystemStatus) -> set[str]:
    return {root(each) for each in foremost_by_root(system) if each.begins is None and not each.planned}


def _has_cause(system: SystemStatus, troubled: Mapping[str, SystemStatus]) -> bool:
    began = system.rises[0].since if system.rises else system.since
    return any(
        root(each) in troubled and not each.planned and _may_be_behind(each, system, began)
        for each in foremost_by_root(system)
        if not (each.in_trouble_since > began and _needs(troubled[root(each)], system.slug))
    )


def _needs(system: SystemStatus, slug: str) -> bool:
    """Of two that need each other, the one that failed first is the cause."""
    return any(root(each) == slug for each in foremost_by_root(system))


def _may_be_behind(each: Expected, system: SystemStatus, began: datetime) -> bool:
    """What failed first may be behind all of it; what failed just afterwards, only if it explains how bad it is."""
    if each.in_trouble_since <= began:
        return each.begins is None
    return each.level >= system.state.level and starts_in_time(each, began)


def _of_trouble(
    groups: Sequence[Sequence[SystemStatus]], live: Sequence[SystemStatus], language: Language, today: date | None
) -> Answer:
    groups = [groups[0], *_worse_than_explained(groups[0][0], live), *groups[1:]]
    told = groups[:GROUPS_AT_MOST] if all(len(each) <= sentences.NAMED_AT_MOST for each in groups[:2]) else groups[:1]
    about = [system for group in told for system in group]
    standing = of(about[0])
    if len(about) == 1 and (heading := sentences.services_told(about[0], language)):
        return Answer(heading, standing, "", rest(live, about, language), tuple(about))
    heading = " ".join(_says(group, live, language, today) for group in told)
    named = about if len(about) <= sentences.NAMED_AT_MOST else about[: sentences.TOLD_AT_MOST]
    return Answer(heading, standing, cannot(named, language), rest(live, about, language), tuple(about))


def _worse_than_explained(first: SystemStatus, live: Sequence[SystemStatus]) -> list[list[SystemStatus]]:
    """Those that are down while what they need is only partly so: they are news of their own."""
    worse = [
        system
        for system in live
        if of(system) is Standing.MAJOR and system.state.level > first.state.level and due_to(system) is None
    ]
    return [worse] if worse and of(first).is_trouble else []


def _says(group: Sequence[SystemStatus], live: Sequence[SystemStatus], language: Language, today: date | None) -> str:
    standing = of(group[0])
    if standing is Standing.UNKNOWN:
        return sentences.of_silent_trouble(group, language, today)
    if len(group) > sentences.NAMED_AT_MOST and _reach(live)[group[0].slug]:
        return sentences.of_many_led_by(group[0], standing, len(group), language)
    return sentences.of_standing(standing, group, (), language)


def _work_on(systems: Sequence[SystemStatus], language: Language) -> str:
    return gettext("Planned work on %(names)s.") % {
        "names": sentences.inside(sentences.named(systems, language), systems)
    }


def _calm(live: Sequence[SystemStatus], language: Language) -> str:
    if not live:
        return gettext("No systems are shown yet.")
    if len(live) == 1:
        return sentences.of_one(live[0], language)
    felt = [system for system in live if may_be_felt(system)]
    if felt:
        return gettext("We see no problems, but %(those)s.") % {"those": sentences.may_be_hit(felt, language)}
    if len(live) == 2:
        return gettext("Both systems are working.")
    return gettext("All %(count)d systems are working.") % {"count": len(live)}
