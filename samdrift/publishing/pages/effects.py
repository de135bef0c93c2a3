"""What a system's trouble means to people: per service, what they cannot do and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from samdrift.publishing.pages.expected import may_be_felt
from samdrift.publishing.pages.sentences import TOLD_AT_MOST, listing, perhaps, what_fails
from samdrift.publishing.pages.since import fell_silent_in_trouble
from samdrift.publishing.pages.standing import Standing, of, standing, word
from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import Language, Level


@dataclass(frozen=True, slots=True)
class Effect:
    """`meaning` is one or two sentences; `instead` empty where there is no other way."""

    service: str
    standing: str
    word: str
    meaning: str
    instead: str


def effects(system: SystemStatus, language: Language) -> tuple[Effect, ...]:
    """Of each service in trouble; where the system is down as a whole, of each that is not seen to work. Of a system
    that fell silent in trouble, what was last known."""
    if fell_silent_in_trouble(system):
        return tuple(_last_known(each, language) for each in system.services if each.state.level)
    return tuple(_told_of(service, system, language) for service in _affected(system))


def _told_of(service: ServiceStatus, system: SystemStatus, language: Language) -> Effect:
    told = effect(service, language)
    if standing(service.state) is not Standing.WORKING:
        return _beside(told, service, system)
    # The whole is reported to be down, and its check sees nothing of it.
    return replace(told, meaning=perhaps(told.meaning, language) or told.meaning)


def _beside(told: Effect, service: ServiceStatus, system: SystemStatus) -> Effect:
    """What was announced says so under trouble that was not."""
    if not service.state.planned or system.state.planned:
        return told
    return replace(told, meaning=gettext("Planned work: %(meaning)s") % {"meaning": told.meaning})


def cannot(systems: Sequence[SystemStatus], language: Language) -> str:
    """In a line: the foremost that people cannot do with `systems`, at most two things of one."""
    told = []
    for system in systems:
        found = sorted(effects(system, language), key=lambda each: each.standing != Standing.MAJOR.value)
        told += [each.meaning for each in found[: TOLD_AT_MOST if len(systems) == 1 else 1]] or [general(system)]
    return " ".join(each for each in dict.fromkeys(told) if each)


def effect(service: ServiceStatus, language: Language) -> Effect:
    return Effect(
        service=service.name.in_(language),
        standing=standing(service.state).value,
        word=word(service.state),
        meaning=_meaning(service, language),
        instead=service.instead.in_(language) if service.instead else "",
    )


def _last_known(service: ServiceStatus, language: Language) -> Effect:
    meaning = gettext("Last known: %(answer)s") % {"answer": what_fails(service, language)}
    return Effect(service.name.in_(language), standing(service.state).value, word(service.state), meaning, "")


def general(system: SystemStatus) -> str:
    """What is known where no service says more."""
    match of(system):
        case Standing.DEGRADED:
            return gettext("It may be slow or fail now and then.")
        case Standing.PARTIAL:
            return gettext("Some of it is not working, or not for everyone.")
        case Standing.UNKNOWN if may_be_felt(system) is None and not fell_silent_in_trouble(system):
            return gettext("It may well be working.")
        case _:
            return ""


def still(system: SystemStatus, language: Language) -> str:
    """What of a system works where some of it does not, and nothing is expected of it either. May be empty."""
    if not _affected(system):
        return not_seen(system, language)
    return " ".join(told for told in (still_working(system, language), not_seen(system, language)) if told)


def still_working(system: SystemStatus, language: Language) -> str:
    working = [each for each in system.services if standing(each.state) is Standing.WORKING and each.expected is None]
    if not working:
        return ""
    return gettext("Still working: %(services)s.") % {
        "services": listing([service.name.in_(language) for service in working])
    }


def _affected(system: SystemStatus) -> Sequence[ServiceStatus]:
    if of(system) is Standing.UNKNOWN:
        return ()
    troubled = [service for service in system.services if service.state.observed and service.state.level]
    if system.state.level is not Level.MAJOR_OUTAGE:
        return troubled
    if any(service.state.level is Level.MAJOR_OUTAGE for service in troubled):
        return troubled
    hidden = [each for each in system.services if not each.state.observed or _may_be_down_too(system, each)]
    known = {each.id for each in hidden}
    return [*hidden, *(each for each in troubled if each.id not in known)]


def _meaning(service: ServiceStatus, language: Language) -> str:
    return what_fails(service, language) if service.state.observed else service.without.in_(language)


def not_seen(system: SystemStatus, language: Language) -> str:
    """ "Vi ser endnu ingen fejl i Login.", where trouble is reported of the system as a whole."""
    working = [
        each for each in system.services if _may_be_down_too(system, each) and standing(each.state) is Standing.WORKING
    ]
    if not working:
        return ""
    names = listing([service.name.in_(language) for service in working])
    return gettext("We see no problems with %(services)s yet.") % {"services": names}


def _may_be_down_too(system: SystemStatus, service: ServiceStatus) -> bool:
    """Trouble is reported of the system as a whole, and no check has shown that the service works all the same."""
    whole = system.whole and system.whole.state
    down = whole and whole.observed and whole.level and not whole.planned
    return bool(down) and service.expected is not None
