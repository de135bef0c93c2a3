"""Sentences with grammar: lists, numbers, and the one sentence that answers the page's question.

All in the active language; names of systems in `language`, which is that language.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.publishing.pages.expected import affected, untouched
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

NAMED_AT_MOST = 3
"""A sentence with more names than this is not read; it counts instead."""


def listing(words: Sequence[str]) -> str:
    """ "A", "A og B", "A, B og C". Raises ValueError on none."""
    *first, last = words
    if not first:
        return last
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


def numeral(number: int) -> str:
    """In words up to twelve, as one writes in running text; neuter in Danish ("et system")."""
    words = (
        pgettext("number", "zero"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
    )
    return words[number] if number < len(words) else str(number)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def headline(sentence: str) -> str:
    """As a heading or a title: one sentence there has no full stop."""
    return sentence.removesuffix(".")


def counted(number: int) -> str:
    """ "fire systemer"."""
    return ngettext("%(number)s system", "%(number)s systems", number) % {"number": numeral(number)}


def named(systems: Sequence[SystemStatus], language: Language) -> str:
    """Their names as long as they are few, to begin a sentence with; else how many."""
    if len(systems) > NAMED_AT_MOST:
        return capital(counted(len(systems)))
    return listing([system.name.in_(language) for system in systems])


def answer(systems: Sequence[SystemStatus], language: Language) -> str:
    """Does it work? The worst that was seen; else planned work; else what we do not know; else that all works."""
    if not systems:
        return gettext("No systems are shown yet.")
    standings = {of(system) for system in systems}
    for worst in WORST_FIRST:
        if worst in standings:
            return _says(worst, [system for system in systems if of(system) is worst], systems, language)
    return ngettext("The one system is working.", "All %(count)d systems are working.", len(systems)) % {
        "count": len(systems)
    }


def also(systems: Sequence[SystemStatus], language: Language) -> str:
    """What the answer left out: others in trouble, what we do not know, and how many work. May be empty."""
    standings = [of(system) for system in systems]
    kinds = [each for each in WORST_FIRST if each in standings]
    if not kinds:
        return ""
    others = kinds[1:]
    sentences = []
    if more := sum(standings.count(each) for each in others if each.is_trouble):
        problems = ngettext("%(number)s other system has problems.", "%(number)s other systems have problems.", more)
        sentences.append(capital(problems % {"number": numeral(more)}))
    sentences += [
        _says(quiet, [each for each in systems if of(each) is quiet], systems, language)
        for quiet in others
        if not quiet.is_trouble
    ]
    if working := standings.count(Standing.WORKING):
        sentences += _the_others(working, systems, language)
    return " ".join(sentences)


def _the_others(working: int, systems: Sequence[SystemStatus], language: Language) -> list[str]:
    """That they work; or, where others' trouble may reach some, that it is not seen, and whom it does not reach."""
    number = {"number": numeral(working)}
    if not affected(systems):
        return [ngettext("The other system is working.", "The other %(number)s systems are working.", working) % number]
    seen = ngettext(
        "The monitoring sees no fault in the other system.",
        "The monitoring sees no fault in the other %(number)s systems.",
        working,
    )
    free = untouched(systems)
    does_not_seem = ngettext(
        "%(names)s does not seem to be affected.", "%(names)s do not seem to be affected.", len(free)
    )
    return [seen % number, *([does_not_seem % {"names": named(free, language)}] if free else [])]


def of_one(system: SystemStatus, language: Language) -> str:
    """The answer for one system's page: "MitID virker.", "MitID har nedbrud."."""
    standing = of(system)
    if standing is Standing.WORKING:
        return ngettext("%(names)s is working.", "%(names)s are working.", 1) % {"names": system.name.in_(language)}
    return _says(standing, [system], [system], language)


def of_many(standing: Standing, number: int) -> str:
    """ "Vi ved ikke, om tolv systemer virker.", "Tolv systemer virker."."""
    names = counted(number)
    if standing is Standing.WORKING:
        pattern = ngettext("%(names)s is working.", "%(names)s are working.", number)
    else:
        pattern = _pattern(standing, number)
    return capital(pattern % {"names": names})


def _says(standing: Standing, which: Sequence[SystemStatus], among: Sequence[SystemStatus], language: Language) -> str:
    count = len(which)
    if standing is Standing.UNKNOWN and count == len(among) > 1:
        return gettext("We do not know whether the systems are working.")
    if count > NAMED_AT_MOST:
        return of_many(standing, count)
    return _pattern(standing, count) % {"names": listing([system.name.in_(language) for system in which])}


def _pattern(standing: Standing, count: int) -> str:
    match standing:
        case Standing.MAJOR:
            return ngettext("%(names)s has an outage.", "%(names)s have outages.", count)
        case Standing.PARTIAL:
            return ngettext("%(names)s has a partial outage.", "%(names)s have partial outages.", count)
        case Standing.DEGRADED:
            return ngettext(
                "%(names)s is not working as it should.", "%(names)s are not working as they should.", count
            )
        case Standing.PLANNED:
            return gettext("Planned work on %(names)s.")
        case _:
            return ngettext(
                "We do not know whether %(names)s is working.", "We do not know whether %(names)s are working.", count
            )
