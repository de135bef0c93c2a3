"""A JSON text as plain values, with the line of each, as `composed` reads YAML: every number is the text written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from samdrift.portfolio.document.composed import MAX_CHARACTERS, MAX_DEPTH, Composed, NotComposed, Path

_BLANK = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null", re.ASCII)
_DECODER = json.JSONDecoder()
_NAMED = {"true": True, "false": False, "null": None}


def compose_json(text: str) -> Composed:
    if len(text) > MAX_CHARACTERS:
        raise NotComposed(1, f"{len(text)} characters", f"at most {MAX_CHARACTERS}")
    return _Reading(text).whole()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.composed = Composed()
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def whole(self) -> Composed:
        self._blank()
        self.composed.lines[()] = self._line()
        self.composed.value = self._value((), 0)
        self._blank()
        if self.at < len(self.text):
            raise self._not_json("the end of the file")
        return self.composed

    def _value(self, path: Path, depth: int) -> Any:
        if depth == MAX_DEPTH:
            raise NotComposed(self._line(), "JSON", f"at most {MAX_DEPTH} levels of groups within groups")
        if self._next("{"):
            return dict(self._members(path, depth + 1))
        if self._next("["):
            return list(self._entries(path, depth + 1))
        if self._next('"'):
            return self._text()
        plain = _PLAIN.match(self.text, self.at)
        if not plain:
            raise self._not_json("a value")
        self.at = plain.end()
        return _NAMED.get(plain[0], plain[0])

    def _members(self, path: Path, depth: int) -> Iterator[tuple[str, Any]]:
        for line in self._each("}"):
            if not self._next('"'):
                raise self._not_json("the name of a field in quotes")
            member = (*path, name := self._text())
            if not self._next(":"):
                raise self._not_json("a colon")
            if member in self.composed.lines:
                self.composed.repeated.append((member, line))
                aside, self.composed = self.composed, Composed(lines={(): line})
                self._value((), depth)
                self.composed = aside
                continue
            self.composed.lines[member] = line
            yield name, self._value(member, depth)

    def _entries(self, path: Path, depth: int) -> Iterator[Any]:
        for place, line in enumerate(self._each("]")):
            self.composed.lines[(*path, place)] = line
            yield self._value((*path, place), depth)

    def _each(self, end: str) -> Iterator[int]:
        """The line of each thing in a list or group, until `end`; whoever asks reads the thing before it asks again."""
        if self._next(end):
            return
        while True:
            self._blank()
            yield self._line()
            if self._next(end):
                return
            if not self._next(","):
                raise self._not_json(f"a comma or {end}")

    def _text(self) -> str:
        try:
            text, self.at = _DECODER.raw_decode(self.text, self.at - 1)  # from the quotation mark on
        except json.JSONDecodeError as fault:
            self.at = fault.pos
            raise self._not_json("a text that ends, without line breaks and unknown escapes") from None
        return str(text)

    def _next(self, sign: str) -> bool:
        self._blank()
        found = self.text.startswith(sign, self.at)
        self.at += found
        return found

    def _blank(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)

    def _not_json(self, expected: str) -> NotComposed:
        rest = self.text[self.at :].splitlines()
        return NotComposed(self._line(), repr(rest[0][:60]) if rest else "the end of the file", f"{expected} (JSON)")
