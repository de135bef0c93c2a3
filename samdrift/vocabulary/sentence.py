"""A sentence that is put in the reader's language where it is read, not where it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """`msgid` is the English, with `%(name)s` where a part of `parts` stands; a part that is a sentence is translated
    too, a number is written as the language writes it."""

    msgid: str
    parts: tuple[tuple[str, Sentence | str | int], ...] = ()

    def __str__(self) -> str:
        return self.in_words(str, "{:,}".format)

    def in_words(self, translate: Callable[[str], str], number: Callable[[int], str]) -> str:
        words = translate(self.msgid)
        return words % {name: _words(part, translate, number) for name, part in self.parts} if self.parts else words

    def stored(self) -> str:
        """As text that `restored` reads."""
        return json.dumps(_plain(self), ensure_ascii=False)


def sentence(msgid: str, **parts: Sentence | str | int) -> Sentence:
    return Sentence(msgid, tuple(parts.items()))


def restored(text: str) -> Sentence:
    """What `stored` wrote; any other text is a sentence without parts."""
    if not text.startswith('{"msgid": '):
        return Sentence(text)
    return _sentence(json.loads(text))


def _words(part: Sentence | str | int, translate: Callable[[str], str], number: Callable[[int], str]) -> str:
    if isinstance(part, Sentence):
        return part.in_words(translate, number)
    return number(part) if isinstance(part, int) else part


def _plain(part: Sentence | str | int) -> Any:
    if isinstance(part, Sentence):
        return {"msgid": part.msgid, "parts": {name: _plain(each) for name, each in part.parts}}
    return part


def _sentence(plain: dict[str, Any]) -> Sentence:
    parts = {name: _sentence(each) if isinstance(each, dict) else each for name, each in plain["parts"].items()}
    return Sentence(plain["msgid"], tuple(parts.items()))
