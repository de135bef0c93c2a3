"""Sentences with grammar: lists, numbers, and the one sentence that answers the page's question.

All in the active language; names of systems in `language`, which is that language.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.publishing.pages.expected import affected
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of, standing
from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import Language, Level

NAMED_AT_MOST = 3
"""A sentence with more names than this is not read; it counts instead."""
TOLD_AT_MOST = 2
"""Services of one system whose trouble is told one by one."""


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
    if partly := [system for system in systems if partly_working(system)]:
        return of_one(partly[0], language) if len(partly) == 1 else gettext("Not all services are working.")
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
        sentences.append(_the_others(working, systems))
    return " ".join(sentences)


def _the_others(working: int, systems: Sequence[SystemStatus]) -> str:
    """That they work; or, where others' trouble may reach some, that it is not seen."""
    number = {"number": numeral(working)}
    if not affected(systems):
        return ngettext("The other system is working.", "The other %(number)s systems are working.", working) % number
    return (
        ngettext(
            "The monitoring sees no fault in the other system.",
            "The monitoring sees no fault in the other %(number)s systems.",
            working,
        )
        % number
    )


def of_one(system: SystemStatus, language: Language) -> str:
    """The answer for one system's page: "MitID virker.", "MitID har nedbrud.", "MitID: Du kan ikke … Login virker."."""
    return services_told(system, language) or as_a_whole(system, language)


def partly_working(system: SystemStatus) -> bool:
    """Whether it works, but for a service that matters little to it."""
    return of(system) is Standing.WORKING and any(standing(each.state).is_trouble for each in system.services)


def as_a_whole(system: SystemStatus, language: Language) -> str:
    """The same without its services: "MitID har delvist nedbrud."."""
    now = of(system)
    names = {"names": system.name.in_(language)}
    if now is Standing.WORKING:
        return ngettext("%(names)s is working.", "%(names)s are working.", 1) % names
    return _pattern(now, 1) % names


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
    if count == 1 and (told := services_told(which[0], language)):
        return told
    return _pattern(standing, count) % {"names": listing([system.name.in_(language) for system in which])}


def services_told(system: SystemStatus, language: Language) -> str:
    """ "MitID: Du kan ikke få et nyt MitID. Login virker.": where what the system is mainly for works, and only some of
    its services are in trouble. Empty where that is not so, or where too much would have to be said."""
    troubled = [each for each in system.services if each.state.observed and each.state.level and not each.state.planned]
    working = [each for each in system.services if standing(each.state) is Standing.WORKING and each.expected is None]
    whole = system.whole and system.whole.state.observed and system.whole.state.level
    if whole or of(system) not in (Standing.WORKING, Standing.DEGRADED, Standing.PARTIAL) or not working:
        return ""
    if not all(each.without.in_(language) for each in troubled):
        return ""
    if len(troubled) + len(working) < len(system.services) or not 0 < len(troubled) <= TOLD_AT_MOST:
        return ""
    told = " ".join(what_fails(each, language) for each in troubled)
    names = listing([each.name.in_(language) for each in working])
    works = ngettext("%(names)s is working.", "%(names)s are working.", len(working)) % {"names": names}
    if len(working) > NAMED_AT_MOST:
        works = gettext("The rest is working.")
    return f"{system.name.in_(language)}: {told} {works}"


def what_fails(service: ServiceStatus, language: Language) -> str:
    """What the trouble of a service means to people."""
    without = service.without.in_(language)
    match service.state.level:
        case Level.DEGRADED:
            return gettext("%(service)s may be slow or fail now and then.") % {"service": service.name.in_(language)}
        case Level.PARTIAL_OUTAGE:
            return gettext("It does not work for everyone. Where it fails: %(without)s") % {"without": without}
        case _:
            return without


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
