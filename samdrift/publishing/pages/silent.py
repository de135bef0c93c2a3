"""Many systems of which we do not know how they are, told together: one silent source must not bury what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samdrift.publishing.pages import moments, sentences
from samdrift.publishing.pages.since import Silence, heard_until, silence
from samdrift.publishing.pages.standing import word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Line:
    """`why` is a sentence, `names` the systems it is true of; may be empty."""

    why: str
    names: str


@dataclass(frozen=True, slots=True)
class Silent:
    """`title` counts them."""

    title: str
    word: str
    lines: tuple[Line, ...]


def read(systems: Sequence[SystemStatus], today: date, language: Language, *, named: bool) -> Silent:
    """Of `systems`, at least one, none of which is observed. Not `named` where they are all that the page lists."""
    lines = []
    for kind in (Silence.NO_LONGER_HEARD, Silence.NOTHING_SAID, Silence.UNWATCHED):
        if same := [system for system in systems if silence(system) is kind]:
            names = ", ".join(system.name.in_(language) for system in same) if named else ""
            lines.append(Line(_why(kind, same, today, language), names))
    return Silent(sentences.capital(sentences.counted(len(systems))), word(systems[0].state), tuple(lines))


def _why(kind: Silence, systems: Sequence[SystemStatus], today: date, language: Language) -> str:
    match kind:
        case Silence.UNWATCHED:
            return gettext("It is not checked.")
        case Silence.NOTHING_SAID:
            return gettext("We have had no news of them yet.")
        case Silence.NO_LONGER_HEARD:
            first, last = (
                moments.clock_or_moment(at, language, seen_from=today)
                for at in (min(map(heard_until, systems)), max(map(heard_until, systems)))
            )
            if first == last:
                return gettext("We have had no news of them since %(moment)s. They may well be working.") % {
                    "moment": first
                }
            return gettext(
                "We have had no news of some of them since %(first)s, of others since %(last)s. "
                "They may well be working."
            ) % {"first": first, "last": last}
