"""Many systems of which we do not know how they are, told together: one silent source must not bury what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samdrift.publishing.pages import moments, sentences
from samdrift.publishing.pages.since import Silence, silence
from samdrift.publishing.pages.standing import level_word, word
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
            names = ", ".join(_name(system, kind, language) for system in same) if named else ""
            lines.append(Line(_why(kind, same, today, language), names))
    return Silent(sentences.capital(sentences.counted(len(systems))), word(systems[0].state), tuple(lines))


def _name(system: SystemStatus, kind: Silence, language: Language) -> str:
    name = system.name.in_(language)
    if kind is not Silence.NO_LONGER_HEARD or not system.state.level:
        return name
    return gettext("%(name)s (last known: %(word)s)") % {"name": name, "word": level_word(system.state.level).lower()}


def _why(kind: Silence, systems: Sequence[SystemStatus], today: date, language: Language) -> str:
    match kind:
        case Silence.UNWATCHED:
            return gettext("No monitoring is connected.")
        case Silence.NOTHING_SAID:
            return gettext("We have not heard anything about them yet.")
        case Silence.NO_LONGER_HEARD:
            first, last = (
                moments.clock_or_moment(at, language, seen_from=today)
                for at in (min(system.since for system in systems), max(system.since for system in systems))
            )
            if first == last:
                return gettext("We have not heard about them since %(moment)s. They may well be working.") % {
                    "moment": first
                }
            return gettext(
                "We have not heard about some of them since %(first)s, about others since %(last)s. "
                "They may well be working."
            ) % {"first": first, "last": last}
