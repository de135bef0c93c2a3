"""Whom the trouble of one system may reach, told in few lines: one for each way that it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samdrift.publishing.pages import moments, planned_work, sentences
from samdrift.publishing.pages.expected import foremost_by_root, path, root
from samdrift.publishing.pages.expected_words import may_be, needing, with_unwatched
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import Language, danish_order

WAYS_AT_MOST = 5
"""More ways than this are counted: nobody reads them on a page that is to answer at once."""
NAMED_IN_A_LINE = 8

Reached = tuple[SystemStatus, Expected]


@dataclass(frozen=True, slots=True)
class Reach:
    """`title` counts those that may feel it now; empty where it is felt later only. `counted`: no ways are told."""

    title: str
    lines: tuple[str, ...]
    counted: bool


NOBODY = Reach("", (), counted=False)


def reached(systems: Sequence[SystemStatus]) -> dict[str, list[Reached]]:
    """By the slug of the one that fails, those without trouble of their own that it may reach."""
    found: dict[str, list[Reached]] = {}
    for system in systems:
        if of(system) in (Standing.WORKING, Standing.UNKNOWN):
            for expected in foremost_by_root(system):
                found.setdefault(root(expected), []).append((system, expected))
    return found


def reach(those: Sequence[Reached], today: date, language: Language) -> Reach:
    now = [each for each in those if each[1].begins is None]
    later = [each for each in those if each[1].begins is not None]
    ways: dict[tuple[object, ...], list[Reached]] = {}
    for each in sorted(now, key=lambda each: (len(each[1].because), -each[1].level)):
        ways.setdefault((path(each[1]), each[1].unwatched, each[1].worked_on), []).append(each)
    counted = len(ways) > WAYS_AT_MOST
    lines = () if counted else tuple(_line(own, language) for own in ways.values())
    title = may_be([system for system, _ in now], language) if now else ""
    return Reach(title, (*lines, *_later(later, today, language)), counted)


def _line(those: Sequence[Reached], language: Language) -> str:
    """ "borger.dk og Virk har brug for NemLog-in, som har brug for MitID."."""
    links = [cause.name.in_(language) for cause in those[0][1].because]
    said = needing(_names([system for system, _ in those], language), len(those), links) + "."
    return planned_work.with_worked_on(with_unwatched(said, those[0][1], language), those[0][1], language)


def _later(those: Sequence[Reached], today: date, language: Language) -> Sequence[str]:
    begun = [(expected.begins, system.name.in_(language)) for system, expected in those if expected.begins]
    begun.sort(key=lambda each: (each[0], danish_order(each[1])))
    if not begun:
        return ()
    if len(begun) > sentences.NAMED_AT_MOST:
        first = moments.clock_or_moment(begun[0][0], language, seen_from=today)
        counted = gettext("%(systems)s may be affected later, the first from %(moment)s.")
        return (sentences.capital(counted % {"systems": sentences.counted(len(begun)), "moment": first}),)
    pattern = gettext("%(name)s may be affected from %(moment)s.")
    return [
        pattern % {"name": name, "moment": moments.clock_or_moment(at, language, seen_from=today)} for at, name in begun
    ]


def _names(systems: Sequence[SystemStatus], language: Language) -> str:
    if len(systems) > NAMED_IN_A_LINE:
        return sentences.capital(sentences.counted(len(systems)))
    return sentences.listing([system.name.in_(language) for system in systems])


def of_root(found: Mapping[str, list[Reached]], slug: str, today: date, language: Language) -> Reach:
    return reach(found[slug], today, language) if slug in found else NOBODY
