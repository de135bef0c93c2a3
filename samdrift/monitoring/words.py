"""The desk's words for a signal's level, for how a source stands, and for durations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from functools import partial

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.vocabulary import Level, Sentence, restored

LEVEL_WORDS: dict[Level, Promise] = {
    Level.OPERATIONAL: _("Works"),
    Level.DEGRADED: _("Degraded"),
    Level.PARTIAL_OUTAGE: _("Partial outage"),
    Level.MAJOR_OUTAGE: _("Major outage"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as a reader meets it: `standing` names the shape in shapes.html and the colour in site.css."""

    standing: str
    word: Promise


_SHAPES: dict[Level, str] = {
    Level.OPERATIONAL: "working",
    Level.DEGRADED: "degraded",
    Level.PARTIAL_OUTAGE: "partial",
    Level.MAJOR_OUTAGE: "major",
}
_PLANNED_WORDS: dict[Level, Promise] = {
    Level.DEGRADED: _("Planned: degraded"),
    Level.PARTIAL_OUTAGE: _("Planned: partly down"),
    Level.MAJOR_OUTAGE: _("Planned: down"),
}


def shown(level: Level, *, planned: bool, silent: bool) -> Shown:
    """Silent is not observed, whatever was last heard."""
    if silent:
        return Shown("unknown", _("Not observed"))
    if planned and level:
        return Shown("planned", _PLANNED_WORDS[level])
    return Shown(_SHAPES[level], LEVEL_WORDS[level])


class Standing(Enum):
    """How a source stands. The first that is true counts, in this order."""

    PAUSED = "paused"
    UNREACHED = "unreached"
    FAULT = "fault"
    DOUBTED = "doubted"
    NEVER_HEARD = "never_heard"
    UNPROVEN = "unproven"
    OVERDUE = "overdue"
    HEARD = "heard"

    @property
    def word(self) -> Promise:
        return STANDING_WORDS[self]

    @property
    def standing(self) -> str:
        """The shape in shapes.html."""
        return _STANDING_SHAPES.get(self, "degraded")

    @property
    def needs_a_person(self) -> bool:
        return self not in (Standing.HEARD, Standing.PAUSED)


STANDING_WORDS: dict[Standing, Promise] = {
    Standing.PAUSED: _("Paused"),
    Standing.UNREACHED: _("Could not be fetched"),
    Standing.FAULT: _("Not understood"),
    Standing.DOUBTED: _("We are missing something it sent"),
    Standing.NEVER_HEARD: _("No message yet"),
    Standing.UNPROVEN: _("Its silence proves nothing"),
    Standing.OVERDUE: _("Silent for too long"),
    Standing.HEARD: _("Reporting on time"),
}


_STANDING_SHAPES = {
    Standing.HEARD: "working",
    Standing.PAUSED: "unknown",
    Standing.NEVER_HEARD: "unknown",
    Standing.OVERDUE: "unknown",
}
"""The others ask for a look: the triangle."""


def in_words(sentence: Sentence) -> str:
    """In the reader's language."""
    return sentence.in_words(gettext, partial(number_format, force_grouping=True))


def said(stored: str) -> str:
    """What a Sentence stored, in the reader's language; empty stays empty."""
    return in_words(restored(stored)) if stored else ""


def seconds(duration: timedelta) -> str:
    """In seconds, without needless zeros and never with an exponent: `300`, `0.1`, `2592000`."""
    return format(Decimal(str(duration.total_seconds())).normalize(), "f")
