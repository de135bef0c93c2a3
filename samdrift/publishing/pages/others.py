"""How those are that the heading does not name: in trouble too, perhaps hit, unknown, worked on, working."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from samdrift.publishing.pages import sentences
from samdrift.publishing.pages.expected import may_be_felt
from samdrift.publishing.pages.since import fell_silent_in_trouble
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

TROUBLED_AT_MOST = 5
"""Names of those that fail too: more of them are worth reading than of those that only may be hit."""


def rest(live: Sequence[SystemStatus], about: Sequence[SystemStatus], language: Language) -> str:
    """Of `live` without `about`. Empty where there are no others, or we know nothing of any."""
    named = {system.slug for system in about}
    others = [system for system in live if system.slug not in named]
    felt = [system for system in others if may_be_felt(system) and not fell_silent_in_trouble(system)]
    troubled = [system for system in others if of(system).is_trouble or sentences.partly_working(system)]
    hit = {system.slug for system in felt}
    silent = [system for system in others if of(system) is Standing.UNKNOWN and system.slug not in hit]
    were_down = [system for system in silent if fell_silent_in_trouble(system)]
    unknown = [system for system in silent if not fell_silent_in_trouble(system)]
    planned = [system for system in others if of(system) is Standing.PLANNED]
    working = len(others) - sum(map(len, (felt, troubled, silent, planned)))
    failing = {system.slug for system in troubled}
    working += len(failing & hit)
    told = [
        _troubled(troubled, language),
        _were_down(were_down, language),
        *_felt([each for each in felt if each.slug not in failing], language),
        _planned(planned, language),
        _unknown(unknown, language),
        _working(working, live),
    ]
    return " ".join(each for each in told if each)


def _working(number: int, live: Sequence[SystemStatus]) -> str:
    if number <= 0:
        return ""
    # Those that need what fell silent in trouble are warned no more, and may be hit all the same.
    if any(fell_silent_in_trouble(system) for system in live):
        return gettext("We see no problems with the rest.")
    return gettext("The rest is working.")


def _troubled(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    pattern = ngettext("%(names)s also has problems.", "%(names)s also have problems.", len(systems))
    return pattern % {"names": sentences.others_named(systems, language, most=TROUBLED_AT_MOST)}


def _were_down(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    names = sentences.others_named(systems, language)
    return gettext("%(names)s also had problems when we last checked.") % {"names": names}


def _felt(systems: Sequence[SystemStatus], language: Language) -> list[str]:
    """By trouble, and by planned work, in a sentence each."""
    by_planned = [system for system in systems if (felt := may_be_felt(system)) and felt.planned]
    at_work = {system.slug for system in by_planned}
    failing = [system for system in systems if system.slug not in at_work]
    told = [(each, sentences.may_be_hit(each, language, others=True) + ".") for each in (failing, by_planned) if each]
    # A number begins the sentence with a capital, a name is written as it is.
    return [sentences.capital(said) if len(each) > sentences.NAMED_AT_MOST else said for each, said in told]


def _planned(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    names = sentences.others_named(systems, language)
    return gettext("There is planned work on %(names)s.") % {"names": sentences.inside(names, systems)}


def _unknown(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    names = sentences.inside(sentences.others_named(systems, language), systems)
    pattern = ngettext(
        "We do not know whether %(names)s is working.", "We do not know whether %(names)s are working.", len(systems)
    )
    return pattern % {"names": names}
