"""The desk's words for a signal's level, for how a source stands, and for durations."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.vocabulary import Level

LEVEL_WORDS: dict[Level, Promise] = {
    Level.OPERATIONAL: _("Works"),
    Level.DEGRADED: _("Degraded"),
    Level.PARTIAL_OUTAGE: _("Partial outage"),
    Level.MAJOR_OUTAGE: _("Major outage"),
}


class Standing(Enum):
    """How a source stands. The first that is true counts, in this order."""

    PAUSED = "paused"
    FAULT = "fault"
    NEVER_HEARD = "never_heard"
    UNPROVEN = "unproven"
    OVERDUE = "overdue"
    HEARD = "heard"

    @property
    def word(self) -> Promise:
        return STANDING_WORDS[self]

    @property
    def needs_a_person(self) -> bool:
        return self not in (Standing.HEARD, Standing.PAUSED)


STANDING_WORDS: dict[Standing, Promise] = {
    Standing.PAUSED: _("Paused"),
    Standing.FAULT: _("Last message or answer not understood"),
    Standing.NEVER_HEARD: _("Never heard"),
    Standing.UNPROVEN: _("Its silence proves nothing"),
    Standing.OVERDUE: _("Silent for too long"),
    Standing.HEARD: _("Heard in time"),
}


def seconds(duration: timedelta) -> str:
    """In seconds, without needless zeros and never with an exponent: `300`, `0.1`, `2592000`."""
    return format(Decimal(str(duration.total_seconds())).normalize(), "f")
