"""Sentences with grammar: lists, numbers, and the one sentence that answers the page's question.

All in the active language; names of systems in `language`, which is that language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.publishing.pages import moments
from samdrift.publishing.pages.expected import may_be_felt
from samdrift.publishing.pages.since import fell_silent_in_trouble, heard_until
from samdrift.publishing.pages.standing import Standing, of, standing
from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import Language, Level

NAMED_AT_MOST = 3
"""A sentence with more names than this is not read; it counts instead."""
ROOTS_AT_MOST = 2
"""Systems that trouble comes from, in one sentence."""
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


def others_named(systems: Sequence[SystemStatus], language: Language, *, most: int = NAMED_AT_MOST) -> str:
    """Their names as long as they are few, else how many besides those named before, to begin a sentence with."""
    if len(systems) > most:
        number = ngettext("%(number)s other system", "%(number)s other systems", len(systems))
        return capital(number % {"number": numeral(len(systems))})
    return listing([system.name.in_(language) for system in systems])


def inside(names: str, systems: Sequence[SystemStatus]) -> str:
    """`names`, as made of `systems`, within a sentence."""
    return names[:1].lower() + names[1:] if len(systems) > NAMED_AT_MOST else names


def may_be_hit(systems: Sequence[SystemStatus], language: Language, *, others: bool = False) -> str:
    """ "syv andre systemer kan være ramt, fordi de bruger MitID", within a sentence. All by trouble, or all by planned
    work."""
    expected = [felt for system in systems if (felt := may_be_felt(system))]
    roots = list(dict.fromkeys(each.because[-1].name.in_(language) for each in expected))
    names = inside((others_named if others else named)(systems, language), systems)
    known = {"names": names, "roots": listing(roots)}
    if all(each.planned for each in expected):
        if len(roots) > NAMED_AT_MOST:
            return gettext("%(names)s may be affected by the planned work") % known
        return gettext("%(names)s may be affected by the planned work on %(roots)s") % known
    if len(roots) > ROOTS_AT_MOST:
        return gettext("%(names)s may be affected by these problems") % known
    pattern = ngettext(
        "%(names)s may be affected because it uses %(roots)s",
        "%(names)s may be affected because they use %(roots)s",
        len(systems),
    )
    if len(roots) > 1:
        known["roots"] = gettext("%(first)s or %(second)s") % {"first": roots[0], "second": roots[1]}
    return pattern % known


def of_one(system: SystemStatus, language: Language) -> str:
    """The answer for one system's page: "MitID virker.", "MitID har nedbrud.", "MitID: Du kan ikke … Login virker."."""
    if told := services_told(system, language):
        return told
    return of_partly_working([system], language) if partly_working(system) else as_a_whole(system, language)


def of_partly_working(systems: Sequence[SystemStatus], language: Language) -> str:
    """ "Ikke alle tjenester i MitID virker."."""
    return gettext("Not all services of %(names)s are working.") % {"names": inside(named(systems, language), systems)}


def partly_working(system: SystemStatus) -> bool:
    """Whether it works, but for a service that matters little to it."""
    return of(system) is Standing.WORKING and any(standing(each.state).is_trouble for each in system.services)


def as_a_whole(system: SystemStatus, language: Language) -> str:
    """The same without its services: "MitID har delvist nedbrud."."""
    now = of(system)
    names = {"names": system.name.in_(language)}
    if now is Standing.WORKING:
        return ngettext("%(names)s is working.", "%(names)s are working.", 1) % names
    return of_standing(now, [system], (), language)


def of_many(standing: Standing, number: int) -> str:
    """ "Vi ved ikke, om tolv systemer virker.", "Tolv systemer virker."."""
    names = counted(number)
    if standing is Standing.WORKING:
        pattern = ngettext("%(names)s is working.", "%(names)s are working.", number)
    else:
        pattern = _pattern(standing, number)
    return capital(pattern % {"names": names})


def of_standing(
    standing: Standing, which: Sequence[SystemStatus], among: Sequence[SystemStatus], language: Language
) -> str:
    """ "MitID og NemLog-in har nedbrud.", of `which`, all of that standing."""
    count = len(which)
    if standing is Standing.UNKNOWN and count == len(among) > 1:
        return gettext("We do not know whether the systems are working.")
    if count > NAMED_AT_MOST:
        return of_many(standing, count)
    names = {"names": listing([system.name.in_(language) for system in which])}
    if standing is Standing.PLANNED and all(system.state.level is Level.MAJOR_OUTAGE for system in which):
        return ngettext("%(names)s is down for planned work.", "%(names)s are down for planned work.", count) % names
    return _pattern(standing, count) % names


def of_many_led_by(first: SystemStatus, standing: Standing, count: int, language: Language) -> str:
    """ "MitID og 39 andre systemer har nedbrud.": `count` with the first of them."""
    names = gettext("%(name)s and %(number)s other systems") % {
        "name": first.name.in_(language),
        "number": numeral(count - 1),
    }
    return _pattern(standing, count) % {"names": names}


def of_silent_trouble(
    which: Sequence[SystemStatus], language: Language, seen_from: date | None, *, dated: bool = False
) -> str:
    """ "MitID havde nedbrud, da vi sidst tjekkede kl. 08.12.": bad news that nobody has told to be over."""
    names = named(which, language)
    levels = {system.state.level for system in which}
    times = {moments.when(heard_until(system), language, seen_from=seen_from, dated=dated) for system in which}
    if len(levels) > 1 or len(times) > 1:
        return gettext("%(names)s had problems when we last checked.") % {"names": names}
    when = times.pop()
    patterns = {
        Level.DEGRADED: gettext("%(names)s had problems when we last checked %(when)s."),
        Level.PARTIAL_OUTAGE: gettext("%(names)s had a partial outage when we last checked %(when)s."),
        Level.MAJOR_OUTAGE: gettext("%(names)s had an outage when we last checked %(when)s."),
    }
    return patterns[levels.pop()] % {"names": names, "when": when}


def verdict(system: SystemStatus, language: Language, seen_from: date | None) -> str:
    """The answer of the system's own page, with what others do to it, or what we last knew of it."""
    return of_its_needs(system, language) or (
        of_silent_trouble([system], language, seen_from, dated=True)
        if fell_silent_in_trouble(system)
        else of_one(system, language)
    )


def of_its_needs(system: SystemStatus, language: Language) -> str:
    """ "Vi ser ingen fejl i Digital Post, men du kan ikke logge ind med MitID.". Empty where nothing failed that it
    needs, or where it is in trouble itself."""
    felt = may_be_felt(system)
    if felt is None or felt.planned or of(system) is not Standing.WORKING or partly_working(system):
        return ""
    known = {"name": system.name.in_(language), "root": felt.because[-1].name.in_(language)}
    without = felt.without.in_(language) if felt.without and felt.level >= Level.PARTIAL_OUTAGE else ""
    if without.startswith(("Du ", "You ")):
        known["cannot"] = without[:1].lower() + without[1:]
        return gettext("We see no problems with %(name)s, but %(cannot)s") % known
    return gettext("We see no problems with %(name)s, but it may be affected by the problem with %(root)s.") % known


def services_told(system: SystemStatus, language: Language) -> str:
    """ "MitID: Du kan ikke få et nyt MitID. Login virker.": where what the system is mainly for works, and only one of
    its services is in trouble. Empty where that is not so, or where too much would have to be said."""
    troubled = [each for each in system.services if each.state.observed and each.state.level and not each.state.planned]
    working = [each for each in system.services if standing(each.state) is Standing.WORKING and each.expected is None]
    whole = system.whole and system.whole.state.observed and system.whole.state.level
    if whole or of(system) not in (Standing.WORKING, Standing.DEGRADED, Standing.PARTIAL) or not working:
        return ""
    if len(troubled) != 1 or len(troubled) + len(working) < len(system.services):
        return ""
    if not troubled[0].without.in_(language) or not _is_short(troubled[0], system):
        return ""
    told = what_fails(troubled[0], language)
    names = listing([each.name.in_(language) for each in working])
    works = ngettext("%(names)s is working.", "%(names)s are working.", len(working)) % {"names": names}
    if len(working) > NAMED_AT_MOST:
        works = gettext("The rest is working.")
    return f"{system.name.in_(language)}: {told} {works}"


def _is_short(service: ServiceStatus, system: SystemStatus) -> bool:
    """What a service does for some, or slowly, is told under a heading that says so of its system."""
    return service.state.level is Level.MAJOR_OUTAGE or of(system) is Standing.WORKING


def what_fails(service: ServiceStatus, language: Language) -> str:
    """What the trouble of a service means to people."""
    without = service.without.in_(language)
    match service.state.level:
        case Level.DEGRADED:
            return gettext("%(service)s may be slow or fail now and then.") % {"service": service.name.in_(language)}
        case Level.PARTIAL_OUTAGE:
            return for_some(without, language)
        case _:
            return without


_YOU_CANNOT: dict[Language, tuple[str, str]] = {
    "da": ("Du kan ikke ", "Du kan måske ikke "),
    "en": ("You cannot ", "You may not be able to "),
}
"""How what people cannot do begins, and how it begins where that is so for some, or not certain."""


def perhaps(without: str, language: Language) -> str:
    """ "Du kan måske ikke logge ind.". Empty where it cannot be said so."""
    certain, uncertain = _YOU_CANNOT[language]
    return uncertain + without.removeprefix(certain) if without.startswith(certain) else ""


def for_some(without: str, language: Language) -> str:
    """ "Du kan måske ikke logge ind. Det gælder nogle, ikke alle."."""
    if told := perhaps(without, language):
        return gettext("%(cannot)s Some people are affected, not all.") % {"cannot": told}
    return gettext("Not for everyone: %(cannot)s") % {"cannot": without}


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
