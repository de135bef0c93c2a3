"""Since when a system is as it is, and what we last knew of it."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from django.utils.translation import gettext

from samdrift.publishing.pages import moments
from samdrift.publishing.pages.standing import Standing, of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language, Level, State


class Silence(Enum):
    """Why we do not know how a system is."""

    UNWATCHED = auto()
    NOTHING_SAID = auto()
    NO_LONGER_HEARD = auto()


def silence(system: SystemStatus) -> Silence:
    """Of a system that is not observed."""
    if not system.watched_by:
        return Silence.UNWATCHED
    return Silence.NO_LONGER_HEARD if _was_heard(system) else Silence.NOTHING_SAID


def fell_silent_in_trouble(system: SystemStatus) -> bool:
    """The last that was heard of it was bad, and not announced; nobody has said that it is over."""
    unknown = of(system) is Standing.UNKNOWN
    return unknown and bool(system.state.level) and not system.state.planned and _was_heard(system)


def since(system: SystemStatus, language: Language, today: date | None) -> str:
    """ "Siden 23. november kl. 10.42."; for one not observed, since when, and what was last heard if anything was.

    With its date, always: what is made from this outlives the day it was made on.
    """
    at = moments.moment(system.since, language, seen_from=today)
    if of(system) is not Standing.UNKNOWN:
        return gettext("Since %(moment)s.") % {"moment": at}
    match silence(system):
        case Silence.UNWATCHED:
            return gettext("No monitoring is connected.")
        case Silence.NOTHING_SAID:
            return gettext("We have not heard anything about it yet.")
        case Silence.NO_LONGER_HEARD:
            return _then(system, at, language)


def _then(system: SystemStatus, at: str, language: Language) -> str:
    patterns = {
        Level.OPERATIONAL: gettext("We have not heard about %(name)s since %(moment)s. It was working then."),
        Level.DEGRADED: gettext("We have not heard about %(name)s since %(moment)s. It had problems then."),
        Level.PARTIAL_OUTAGE: gettext(
            "We have not heard about %(name)s since %(moment)s. It had a partial outage then."
        ),
        Level.MAJOR_OUTAGE: gettext("We have not heard about %(name)s since %(moment)s. It had an outage then."),
    }
    return patterns[system.state.level] % {"name": system.name.in_(language), "moment": at}


def last_known(state: State) -> str:
    """For a page that is not up to date."""
    if not state.observed:
        return word(state)
    return last_known_words(word(state))


def last_known_words(words: str) -> str:
    return gettext("Last known: %(word)s") % {"word": words[:1].lower() + words[1:]}


def _was_heard(system: SystemStatus) -> bool:
    return any(past.state.observed for past in system.history) or any(day.worst is not None for day in system.days)
