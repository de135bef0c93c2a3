"""The one place where what fails is set aside, so that nothing else stops for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from samdrift.lost_connection import is_lost

T = TypeVar("T")

LONGEST = 500
"""Characters that are kept of what an error says."""

_VARYING = re.compile(r"0x[0-9a-f]+|\d+")
"""Addresses, times and counts: an error that differs in nothing else is the same one."""

logger = logging.getLogger(__name__)


class Step(StrEnum):
    """What can fail besides a file, which goes by its public address."""

    COLLECT = "collect"
    SILENCE = "silence"
    RELEASE = "release"
    WEIGH = "weigh"
    SETTLE = "settle"
    HAND_OVER = "hand_over"
    PORTFOLIO = "portfolio"
    FALLBACKS = "fallbacks"
    GRAPH = "graph"
    READ = "read"
    MEASURE = "measure"
    CORRECTIONS = "corrections"
    EXPECT = "expect"
    HEARD = "heard"
    DOCUMENTS = "documents"
    PRINTS = "prints"
    EXPORTS = "exports"
    MEMORY = "memory"
    RECORD = "record"
    NEXT = "next"
    TURN = "turn"
    SWEEP = "sweep"
    REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is a Step or a public address, `system` the slug of the one system that it is about, or empty. It stands
    since `since`; `why` is the error."""

    what: str
    system: str
    since: datetime
    why: str


Key = tuple[str, str]
"""What, and which system."""


class Attempt(Protocol):
    """What makes something of `what` that may fail: `Isolation.attempt`, or `unguarded`."""

    def __call__(self, what: str, system: str, *makers: Callable[[], T]) -> T | None: ...


class Each(Protocol):
    """What makes something of several systems that may fail for one: `Isolation.each`, or `at_once`."""

    def __call__(self, what: str, systems: Collection[str], make: Callable[[Collection[str]], object]) -> set[str]: ...


class Isolation:
    """Runs steps so that one that raises is noted and ends there.

    Only a lost connection to the database passes: then nothing can be done until it is back. Each fault is logged when
    it begins, when its error changes and when it ends, however often it is met in between.
    """

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        """The moment of the present turn."""
        self._standing: dict[Key, Fault] = {}
        self._tried: dict[Key, datetime] = {}
        self._before: Mapping[Key, Fault] = {}

    @property
    def standing(self) -> Mapping[Key, Fault]:
        return dict(self._standing)

    def since(self, what: str) -> dict[str, datetime]:
        """Slug to since when `what` fails for it."""
        return {fault.system: fault.since for fault in self.standing.values() if fault.what == what}

    def remember(self, faults: Mapping[Key, Fault]) -> None:
        """What stood when the last worker ended: what fails again has failed since then."""
        self._before = faults

    def attempt(self, what: str, system: str, *makers: Callable[[], T]) -> T | None:
        """What the first of `makers` returns that does not raise; None where all do.

        The later ones stand in for the first: where it raises, that is a fault all the same.
        """
        failed: BaseException | None = None
        for maker in makers:
            made, error = _run(maker)
            failed = failed or error
            if error is not None:
                continue
            if failed is None:
                self.recover(what, system)
            else:
                self._note(what, system, failed)
            return made
        if failed is not None:
            self._note(what, system, failed)
        return None

    def each(self, what: str, systems: Collection[str], make: Callable[[Collection[str]], object]) -> set[str]:
        """Make all `systems` at once, or, where that raises, by halves, until what fails stands alone; return those
        that were made."""
        ordered = sorted(systems)
        if not ordered:
            return set()
        _, error = _run(lambda: make(ordered))
        if error is None:
            for system in ordered:
                self.recover(what, system)
            return set(ordered)
        if len(ordered) == 1:
            self._note(what, ordered[0], error)
            return set()
        middle = len(ordered) // 2
        return self.each(what, ordered[:middle], make) | self.each(what, ordered[middle:], make)

    def recover(self, what: str, system: str) -> None:
        fault = self._standing.pop((what, system), None)
        self._tried.pop((what, system), None)
        if fault is not None:
            logger.warning("%s works again; it had failed since %s", _named(fault), fault.since.isoformat())

    def forget(self, systems: Collection[str]) -> None:
        """Drop the faults of systems that are not among `systems` any more."""
        for key in [key for key in self._standing if key[1] and key[1] not in systems]:
            del self._standing[key], self._tried[key]

    def recover_untried(self, what: str) -> None:
        """End the faults of `what` that were not met again in this turn, though it was gone through."""
        for fault in self.standing.values():
            if fault.what == what and self._tried[what, fault.system] != self.now:
                self.recover(what, fault.system)

    def rests(self, what: str, system: str, least: timedelta) -> bool:
        """Whether it failed less than `least` ago, so that trying again may wait."""
        tried = self._tried.get((what, system))
        return tried is not None and self.now < tried + least

    def longest_untried(self, faults: Collection[Key], count: int) -> list[str]:
        """The systems of `faults`, at most `count`, those first that have waited longest for another try."""
        waiting = sorted((self._tried[key], key[1]) for key in faults if key[1] and key in self._tried)
        return list(dict.fromkeys(system for _, system in waiting))[:count]

    def _note(self, what: str, system: str, error: BaseException) -> None:
        key, why = (what, system), _why(error)
        self._tried[key] = self.now
        known = self._standing.get(key)
        if known is not None and _alike(known.why, why):
            return
        before = known or self._before.get(key)
        since = before.since if before is not None and (known or _alike(before.why, why)) else self.now
        fault = Fault(what, system, since, why)
        met = any(_alike(each.why, why) for each in self.standing.values())
        self._standing[key] = fault
        # One fault may be met in many files: where it was is told once.
        logger.error("%s failed, the rest goes on: %s", _named(fault), why, exc_info=None if met else error)


def unguarded(what: str, system: str, *makers: Callable[[], T]) -> T | None:
    """The first of `makers` alone, whatever it raises."""
    return makers[0]()


def at_once(what: str, systems: Collection[str], make: Callable[[Collection[str]], object]) -> set[str]:
    """All of `systems`, whatever it raises."""
    make(systems)
    return set(systems)


def _run(maker: Callable[[], T]) -> tuple[T | None, BaseException | None]:
    try:
        return maker(), None
    except BaseException as error:
        if is_lost(error):
            raise
        # A panic in a library written in Rust is no Exception to Python, and ends nothing but that call.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return None, error


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST].replace("\x00", "�")


def _alike(one: str, other: str) -> bool:
    return _VARYING.sub("", one) == _VARYING.sub("", other)


def _named(fault: Fault) -> str:
    return f"{fault.what} of {fault.system}" if fault.system else fault.what
