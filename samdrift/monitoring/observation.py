"""What a connector hands over: observations, in one form, whatever the monitoring system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.vocabulary import Level, Sentence, SignalName, sentence


@dataclass(frozen=True, slots=True)
class Observation:
    """`key` (what the source calls the signal) is in state `level` since `at` (UTC, by the source's clock).

    `maps_to` is set where the source itself names a system or service; None leaves the mapping to a person.
    `text` is the source's own words, at most 2,000 characters.
    """

    key: str
    at: datetime
    level: Level
    planned: bool = False
    text: str = ""
    maps_to: SignalName | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One message or answer, understood in whole.

    `alive` is true where the message proves that the source is alive though it says nothing of a signal (a watchdog
    alert). `complete`: signals of this source that it does not name are operational as of now (a list of all faults).
    `ignored` lists fields that were not understood and did not matter, for the answer to the sender.
    """

    observations: tuple[Observation, ...]
    alive: bool = False
    complete: bool = False
    ignored: tuple[str, ...] = ()


class Refused(ValueError):
    """A message or answer that is not understood: which field, what it holds, what was expected. Nothing was taken.

    Its sender reads it in English, its owner on the desk in their own language (`sentence`).
    """

    def __init__(self, field: str, value: object, expected: str | Sentence) -> None:
        shown = repr(value)
        wanted = expected if isinstance(expected, Sentence) else Sentence(expected)
        self.field, self.value, self.expected = field, shown if len(shown) <= 80 else f"{shown[:79]}…", str(wanted)
        self.sentence = sentence(
            "%(field)s is %(value)s; expected %(expected)s.", field=field, value=self.value, expected=wanted
        )
        super().__init__(f"{field} is {self.value}; expected {wanted}")
