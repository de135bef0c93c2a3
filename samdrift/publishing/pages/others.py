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


def rest(live: Sequence[SystemStatus], about: Sequence[SystemStatus], language: Language) -> str:
    """Of `live` without `about`. Empty where there are no others, or we know nothing of any."""
    others = [system for system in live if system not in about]
    felt = [system for system in others if may_be_felt(system)]
    troubled = [system for system in others if of(system).is_trouble or sentences.partly_working(system)]
    silent = [system for system in others if of(system) is Standing.UNKNOWN and system not in felt]
    were_down = [system for system in silent if fell_silent_in_trouble(system)]
    unknown = [system for system in silent if system not in were_down]
    planned = [system for system in others if of(system) is Standing.PLANNED]
    working = len(others) - sum(map(len, (felt, troubled, silent, planned)))
    working += sum(1 for each in felt if each in troubled)
    told = [
        _troubled(troubled, language),
        _were_down(were_down, language),
        *_felt([each for each in felt if each not in troubled], language),
        _planned(planned, language),
        _unknown(unknown, language),
        _working(working, about),
    ]
    return " ".join(each for each in told if each)


def _working(number: int, about: Sequence[SystemStatus]) -> str:
    if number <= 0:
        return ""
    # Those that need what fell silent in trouble are warned no more, and may be hit all the same.
    if any(fell_silent_in_trouble(system) for system in about):
        return gettext("We see no problems with the rest.")
    return gettext("The rest is working.")


def _troubled(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    pattern = ngettext("%(names)s also has problems.", "%(names)s also have problems.", len(systems))
    return pattern % {"names": sentences.others_named(systems, language)}


def _were_down(systems: Sequence[SystemStatus], language: Language) -> str:
    if not systems:
        return ""
    names = sentences.others_named(systems, language)
    return gettext("%(names)s also had problems when we last checked.") % {"names": names}


def _felt(systems: Sequence[SystemStatus], language: Language) -> list[str]:
    """By trouble, and by planned work, in a sentence each."""
    by_planned = [system for system in systems if (felt := may_be_felt(system)) and felt.planned]
    failing = [system for system in systems if system not in by_planned]
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
