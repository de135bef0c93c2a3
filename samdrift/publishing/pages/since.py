"""Since when a system is as it is, and what we last knew of it."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from django.utils.translation import gettext

from samdrift.publishing.pages import moments
from samdrift.publishing.pages.standing import Standing, level_word, of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language, State


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
            return gettext("The monitoring has not said anything about it yet.")
        case Silence.NO_LONGER_HEARD:
            return gettext("Not observed since %(moment)s. The last we heard: %(word)s.") % {
                "moment": at,
                "word": level_word(system.state.level).lower(),
            }


def last_known(state: State) -> str:
    """For a page that is not up to date."""
    if not state.observed:
        return word(state)
    return last_known_words(word(state))


def last_known_words(words: str) -> str:
    return gettext("Last known: %(word)s") % {"word": words[:1].lower() + words[1:]}


def _was_heard(system: SystemStatus) -> bool:
    return any(past.state.observed for past in system.history) or any(day.observed for day in system.days)
