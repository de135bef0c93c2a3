"""What a page says, line by line as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_UNSEEN = {"svg", "script", "style", "template", "noscript"}
_WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LINES_OF_THEIR_OWN = {"purpose"}
"""Classes of elements that the style sheet puts on a line of their own."""
_IN_A_LINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "time", "wbr"}

Line = tuple[str, str]
"""The element that it stands in, and its words. A table is a line without words."""


def lines(html: str) -> list[Line]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


def lead(html: str, end: frozenset[str] = frozenset({"table"})) -> list[str]:
    return [words for _, words in lead_lines(html, end)]


def lead_lines(html: str, end: frozenset[str] = frozenset({"table"})) -> list[Line]:
    """From the main heading to the first of `end`, without the heading of that."""
    found: list[Line] = []
    for tag, words in _from_heading(lines(html)):
        if tag in end:
            break
        found.append((tag, words))
    if "table" in end and found and found[-1][0] == "h2":
        found.pop()
    return found


def title(html: str) -> str:
    return next(words for tag, words in lines(html) if tag == "title")


def plain(text: str) -> str:
    """As one types it: without no-break spaces and soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\N{SOFT HYPHEN}", "")).strip()


def _from_heading(found: list[Line]) -> Iterator[Line]:
    begun = False
    for line in found:
        begun = begun or line[0] == "h1"
        if begun:
            yield line


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._open: list[tuple[str, bool]] = []
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _IN_A_LINE or _LINES_OF_THEIR_OWN & _classes(dict(attrs)):
            self.end_line()
        if tag == "table" and self._is_seen:
            self.lines.append((tag, ""))
        if tag not in _WITHOUT_END:
            self._open.append((tag, self._is_seen and _is_seen(tag, dict(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is seen of it."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _IN_A_LINE:
            self.end_line()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_seen:
            self._words += data

    def end_line(self) -> None:
        if words := plain(self._words):
            self.lines.append((self._tag, words))
        self._words = ""

    @property
    def _is_seen(self) -> bool:
        return not self._open or self._open[-1][1]

    @property
    def _tag(self) -> str:
        """The innermost that is more than a part of a line."""
        return next((tag for tag, _ in reversed(self._open) if tag not in _IN_A_LINE), "")


def _is_seen(tag: str, attrs: dict[str, str | None]) -> bool:
    return tag not in _UNSEEN and "hidden" not in attrs and "sr-only" not in _classes(attrs)


def _classes(attrs: dict[str, str | None]) -> set[str]:
    return set((attrs.get("class") or "").split())
