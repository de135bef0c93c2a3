"""What a connector hands over: observations, in one form, whatever the monitoring system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from samdrift.monitoring.doubt import Doubt
from samdrift.vocabulary import Level, Sentence, SignalName, sentence


class Basis(Enum):
    """What a word rests on."""

    SAID = "said"
    """The source says it of the signal."""
    LIFE = "life"
    """Nothing else is said of the signal, and the source is alive."""
    ENDED = "ended"
    """The source says that a fault ended, which it may have concluded from no longer hearing of it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """`key` (what the source calls the signal) is in state `level` since `at` (UTC, by the source's clock).

    `maps_to` is set where the source itself names a system or service; None leaves the mapping to a person.
    `text` is the source's own words, at most 2,000 characters. `mark` is the same where the same message comes again,
    and no other message has it; empty where the sender has no such thing. `timed`: the source wrote the time itself.
    """

    key: str
    at: datetime
    level: Level
    planned: bool = False
    text: str = ""
    maps_to: SignalName | None = None
    basis: Basis = Basis.SAID
    mark: str = ""
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """What a reading that names all faults says of signals that it does not name: that they work.

    `rules`: only of alerts by these rules; None is of every signal. Not before the source has been answering for
    `awake`, so that a monitor that has just started and sees nothing yet mends nothing; `at_first`: its very first
    answer counts already. `unchanged` names signals that are as they were.
    """

    rules: frozenset[str] | None = None
    awake: timedelta = timedelta()
    unchanged: frozenset[str] = frozenset()
    at_first: bool = False

    def speaks_of(self, key: str) -> bool:
        """An alert's signal is called place:rule:fingerprint; place and rule may hold colons themselves."""
        if self.rules is None:
            return True
        head = key.rpartition(":")[0]
        while head:
            if head in self.rules:
                return True
            head = head.partition(":")[2]
        return False


@dataclass(frozen=True, slots=True)
class Reading:
    """One message or answer, understood in whole.

    `events`: what it reports happened at its own time, else it is so when it arrives (placing.py). `alive`: it proves
    that the source is alive though it says nothing of a signal (a watchdog alert); `lost`: it says that this proof
    ended; `watchdogs` and `watchdogs_lost` name those that did, where there may be several; `restarted`: it has not
    seen everything yet. `whole` is set where it names all faults. `fault`: it was taken, and this is wrong with it.
    `doubts` it raises, and what ends those that it has `settled` (doubt.py). `cut_off`: so many alerts were left out by
    its sender. `ignored` lists fields that were not understood and did not matter, for the answer to the sender.
    """

    observations: tuple[Observation, ...]
    events: bool = False
    alive: bool = False
    lost: bool = False
    watchdogs: frozenset[str] = frozenset()
    watchdogs_lost: frozenset[str] = frozenset()
    restarted: bool = False
    whole: Whole | None = None
    fault: str = ""
    doubts: tuple[Doubt, ...] = ()
    settled: tuple[str, ...] = ()
    cut_off: int = 0
    ignored: tuple[str, ...] = ()


class Refused(ValueError):
    """A message or answer that is not understood: which field, what it holds, what was expected. Nothing was taken.

    A `value` that is a sentence describes what is there instead of quoting it. Sender and owner each read it in their
    own language (`sentence`); the log has it in English.
    """

    def __init__(self, field: str, value: object, expected: str | Sentence) -> None:
        self.field = field
        self.value = value if isinstance(value, Sentence) else _quoted(value)
        self.expected = expected if isinstance(expected, Sentence) else Sentence(expected)
        self.sentence = sentence(
            "%(field)s is %(value)s; expected %(expected)s.", field=field, value=self.value, expected=self.expected
        )
        super().__init__(str(self.sentence).removesuffix("."))


def _quoted(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
