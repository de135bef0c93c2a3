"""How a state reads: one word, one shape, one colour."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext, gettext_noop

from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Level, State


class Standing(Enum):
    """`value` names the shape in shapes.html and the colour in site.css."""

    WORKING = "working"
    DEGRADED = "degraded"
    PARTIAL = "partial"
    MAJOR = "major"
    PLANNED = "planned"
    UNKNOWN = "unknown"

    @property
    def is_trouble(self) -> bool:
        """Seen, and not announced beforehand."""
        return self in (Standing.DEGRADED, Standing.PARTIAL, Standing.MAJOR)


WORST_FIRST = (Standing.MAJOR, Standing.PARTIAL, Standing.DEGRADED, Standing.PLANNED, Standing.UNKNOWN)
"""What is told first. Working is not among them: nothing is to be told."""

_BY_LEVEL = {
    Level.OPERATIONAL: Standing.WORKING,
    Level.DEGRADED: Standing.DEGRADED,
    Level.PARTIAL_OUTAGE: Standing.PARTIAL,
    Level.MAJOR_OUTAGE: Standing.MAJOR,
}
_WORDS = {
    Level.OPERATIONAL: gettext_noop("Working"),
    Level.DEGRADED: gettext_noop("Degraded"),
    Level.PARTIAL_OUTAGE: gettext_noop("Partial outage"),
    Level.MAJOR_OUTAGE: gettext_noop("Outage"),
}
_PLANNED_WORDS = {
    Level.DEGRADED: gettext_noop("Planned: degraded"),
    Level.PARTIAL_OUTAGE: gettext_noop("Planned: partly down"),
    Level.MAJOR_OUTAGE: gettext_noop("Planned: down"),
}


def standing(state: State) -> Standing:
    """Not observed is unknown, whatever was last heard. Announced work during which all works is working."""
    if not state.observed:
        return Standing.UNKNOWN
    if state.planned and state.level > Level.OPERATIONAL:
        return Standing.PLANNED
    return _BY_LEVEL[state.level]


def word(state: State) -> str:
    """In the active language."""
    if not state.observed:
        return gettext("We do not know")
    if state.planned and state.level > Level.OPERATIONAL:
        return gettext(_PLANNED_WORDS[state.level])
    return gettext(_WORDS[state.level])


def level_word(level: Level) -> str:
    """What was last heard, in the active language."""
    return gettext(_WORDS[level])


def of(system: SystemStatus) -> Standing:
    return standing(system.state)
