"""The language of the steps of a situation: "13.10 mitid/login major outage" is a moment on the clock of the pages, and
what happens then.

    all work                                every service is heard to work, each from its source
    mitid/login, cvr major outage           words on services or whole systems: operational, degraded, partial outage,
                                            major outage; then perhaps ", planned" and ", by SOURCE"
    first 40 major outage                   the same of the first 40 systems, in all their services
    SOURCE repeats                          it says again what it said last
    SOURCE is paused | SOURCE goes on
    mitid/login is checked end to end       and perhaps: through mitid/login, …
    the message on mitid/login is taken back
    the signal mitid/login is ended
    the worker restarts
    the worker stops                        the pages are then read as the edge hands them out
    nothing                                 time passes

"+1 13.10" is on the next day; "13.10.30" has seconds. Words not said to be by another are by the first source that
speaks for the system.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samdrift.vocabulary import COPENHAGEN, Level
from tests import cast

_STEP = re.compile(r"(?:\+(?P<days>\d+) )?(?P<hour>\d\d)\.(?P<minute>\d\d)(?:\.(?P<second>\d\d))? (?P<what>.+)")
_WORD = re.compile(
    r"(?P<of>.+?) (?P<level>operational|degraded|partial outage|major outage)"
    r"(?P<planned>, planned)?(?:, by (?P<by>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """`of` are signals as `mitid/login`, or "first 40"; `by` is empty where the source follows from the system."""

    of: tuple[str, ...]
    level: Level
    planned: bool
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """`seconds` after noon, as in the cast."""

    seconds: float
    what: str

    @property
    def word(self) -> Word | None:
        found = _WORD.fullmatch(self.what)
        if found is None:
            return None
        of = found["of"].split(", ")
        return Word(
            tuple(of), Level[found["level"].replace(" ", "_").upper()], bool(found["planned"]), found["by"] or ""
        )


def step(written: str) -> Step:
    """Raises ValueError."""
    found = _STEP.fullmatch(written)
    if found is None:
        raise ValueError(f"not a step: {written!r}")
    noon = cast.NOON.astimezone(COPENHAGEN)
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    at = noon.replace(hour=hour, minute=minute, second=second)
    seconds = (at - noon).total_seconds() + 86_400 * int(found["days"] or 0)
    if seconds < 0:
        raise ValueError(f"before the beginning at noon: {written!r}")
    return Step(seconds, found["what"])
