"""What is asked of another machine, what it answers, and that it did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samdrift.vocabulary import Sentence


@dataclass(frozen=True, slots=True)
class Ask:
    """One HTTP request. Header values and the body may be secrets, so they are not shown in its repr."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower-case names) and the whole body, decompressed."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class OutgoingError(Exception):
    """Nothing usable came back, or it was not allowed to ask: one plain sentence, without secrets.

    `answer` is what came back, where something did and only its status was not 2xx.
    """

    def __init__(self, sentence: Sentence, answer: Answer | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence, self.answer = sentence, answer
