"""What is expected, in words of the active language. Never a word on how a system is: that was observed or declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.publishing.pages import moments, planned_work, sentences
from samdrift.publishing.pages.expected import due_to
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import Language, Level


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence in two parts: what may happen, and why."""

    head: str
    tail: str


def may_be(systems: Sequence[SystemStatus], language: Language) -> str:
    """ "borger.dk og Virk kan være ramt", "Otte systemer kan være ramt"."""
    return gettext("%(names)s may be affected") % {"names": sentences.named(systems, language)}


def mark(system: SystemStatus, language: Language, today: date | None) -> str:
    """Beside the state of a system: "Kan være ramt af fejlen i MitID". Empty where nothing is to be told."""
    if found := due_to(system):
        return due(found, language)
    return short(system.expected, language, today) if of(system) in (Standing.WORKING, Standing.UNKNOWN) else ""


def short(expected: Expected | None, language: Language, today: date | None) -> str:
    if expected is None:
        return ""
    name = {"name": expected.because[-1].name.in_(language)}
    if expected.of_own_whole and not expected.planned:
        return gettext("May be affected: there is a problem with all of %(name)s") % name
    if expected.begins:
        at = {"moment": moments.moment(expected.begins, language, seen_from=today)}
        return gettext("May be affected by the problem with %(name)s from %(moment)s") % {**name, **at}
    if expected.planned:
        return gettext("May be affected by planned work on %(name)s") % name
    return gettext("May be affected by the problem with %(name)s") % name


def due(expected: Expected, language: Language) -> str:
    """ "Kan skyldes MitID"."""
    name = {"name": expected.because[-1].name.in_(language)}
    if expected.planned:
        return gettext("May be due to planned work on %(name)s") % name
    return gettext("May be due to %(name)s") % name


def as_cause(expected: Expected, language: Language, today: date | None) -> Reason:
    """Of trouble that is seen: "Kan skyldes MitID: NemLog-in bruger MitID, som har haft nedbrud siden …"."""
    return Reason(due(expected, language), ": " + _clause(expected, language, today))


def in_full(expected: Expected, language: Language, today: date | None) -> Reason:
    """Times with their dates: what is made from this outlives the day it was made on."""
    head = gettext("May be affected")
    if expected.begins:
        at = moments.moment(expected.begins, language, seen_from=today)
        head = gettext("May be affected from %(moment)s") % {"moment": at}
    clause = _clause(expected, language, today)
    if expected.planned:
        return Reason(head, " " + gettext("because of planned work") + ": " + clause)
    if len(expected.because) == 1:
        return Reason(head, ": " + clause)
    return Reason(head, gettext(" because %(clause)s") % {"clause": clause})


def needing(names: str, number: int, links: Sequence[str]) -> str:
    """ "borger.dk og Virk har brug for NemLog-in, som har brug for MitID": `number` is how many `names` are."""
    first, *rest = links
    said = ngettext("%(names)s needs %(provider)s", "%(names)s need %(provider)s", number)
    said = said % {"names": names, "provider": first}
    for link in rest:
        said = gettext("%(chain)s, which needs %(provider)s") % {"chain": said, "provider": link}
    return said


def _clause(expected: Expected, language: Language, today: date | None) -> str:
    first, *rest = (each.name.in_(language) for each in expected.because)
    patterns = {
        Level.DEGRADED: pgettext("trouble", "has been degraded since %(moment)s"),
        Level.PARTIAL_OUTAGE: pgettext("trouble", "has had a partial outage since %(moment)s"),
        Level.MAJOR_OUTAGE: pgettext("trouble", "has had an outage since %(moment)s"),
    }
    pattern = patterns[expected.because[-1].level]
    if expected.planned:
        pattern = pgettext("trouble", "has been undergoing planned work since %(moment)s")
    elif expected.in_trouble_since < expected.since:
        # It was milder, or worse, for some of the time.
        pattern = pgettext("trouble", "has had problems since %(moment)s")
    told = pattern % {"moment": moments.moment(expected.in_trouble_since, language, seen_from=today)}
    if expected.of_own_whole:
        first = expected.because[-1].name.in_(language)
    if not rest:
        said = gettext("%(name)s %(trouble)s.") % {"name": first, "trouble": told}
    else:
        said = gettext("%(chain)s, which %(trouble)s.") % {"chain": needing(first, 1, rest), "trouble": told}
    return planned_work.with_worked_on(with_unwatched(said, expected, language), expected, language)


def with_unwatched(said: str, expected: Expected, language: Language) -> str:
    """ "…, og vi ved ikke, om E-mail-gateway virker.": what could have stood in, if anyone knew whether it works."""
    if not expected.unwatched:
        return said
    names = sentences.listing([name.in_(language) for name in dict.fromkeys(expected.unwatched)])
    pattern = ngettext(
        "%(said)s, and we do not know whether %(names)s is working.",
        "%(said)s, and we do not know whether %(names)s are working.",
        len(set(expected.unwatched)),
    )
    return pattern % {"said": said.removesuffix("."), "names": names}
