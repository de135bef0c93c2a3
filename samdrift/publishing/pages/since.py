"""Since when a system is as it is, and what we last knew of it."""

from __future__ import annotations

from datetime import date, datetime
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
    return of(system) is Standing.UNKNOWN and bool(system.state.level) and _was_heard(system) and not _announced(system)


def _announced(system: SystemStatus) -> bool:
    """The trouble that was seen last was: work often takes the monitoring with it."""
    seen = next((past.state for past in system.history if past.state.observed), None)
    return seen is not None and seen.planned


def heard_until(system: SystemStatus) -> datetime:
    """Since when it is as it is; of one that fell silent, when it was last heard."""
    return system.last_heard or system.since


def since(system: SystemStatus, language: Language, today: date | None) -> str:
    """ "Siden 23. november kl. 10.42."; for one not observed, since when, and what was last heard if anything was.

    With its date, always: what is made from this outlives the day it was made on.
    """
    at = moments.moment(heard_until(system), language, seen_from=today)
    if of(system) is not Standing.UNKNOWN:
        return gettext("Since %(moment)s.") % {"moment": at}
    match silence(system):
        case Silence.UNWATCHED:
            return gettext("It is not checked.")
        case Silence.NOTHING_SAID:
            return gettext("We have had no news of it yet.")
        case Silence.NO_LONGER_HEARD:
            return _then(system, at, language)


def _then(system: SystemStatus, at: str, language: Language) -> str:
    patterns = {
        Level.OPERATIONAL: gettext("We have had no news of %(name)s since %(moment)s. It was working then."),
        Level.DEGRADED: gettext("We have had no news of %(name)s since %(moment)s. It had problems then."),
        Level.PARTIAL_OUTAGE: gettext(
            "We have had no news of %(name)s since %(moment)s. It had a partial outage then."
        ),
        Level.MAJOR_OUTAGE: gettext("We have had no news of %(name)s since %(moment)s. It had an outage then."),
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
    return any(past.state.observed for past in system.history) or any(day.observed for day in system.days)
