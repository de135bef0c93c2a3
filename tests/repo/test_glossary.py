"""The glossary names one thing by one word, and what people read keeps to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.repo.tracked import ROOT

PAGE = (ROOT / "docs" / "glossary.md").read_text()
CATALOGUES = sorted((ROOT / "samdrift").rglob("*.po"))
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_TAG = re.compile(r"<[^>]*>|{[{%].*?[%}]}")


@dataclass(frozen=True)
class Pair:
    """One text in both languages."""

    english: str
    danish: str


@dataclass(frozen=True)
class Term:
    """The ways in which one thing may be named."""

    danish: tuple[str, ...]
    english: tuple[str, ...]

    def is_named_in(self, english: str) -> bool:
        return any(re.search(rf"\b{re.escape(each)}(s|es)?\b", english, re.IGNORECASE) for each in self.english)

    def is_kept_in(self, danish: str) -> bool:
        """Danish inflects at the end and puts words together: "Systemejeren" names the system owner."""
        return any(each.casefold() in danish.casefold() for each in self.danish)


@cache
def pairs() -> list[Pair]:
    return [pair for path in CATALOGUES for pair in _pairs(path.read_bytes())]


def _pairs(catalogue: bytes) -> Iterator[Pair]:
    for message in read_po(catalogue.decode().splitlines(keepends=True), locale="da"):
        if message.id:
            both = zip(_all(message.id), _all(message.string), strict=False)
            yield from (Pair(_PLACEHOLDER.sub("…", en), _PLACEHOLDER.sub("…", da)) for en, da in both)


def _all(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def terms() -> list[Term]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)
    return [Term(tuple(da.split(", ")), tuple(en.split(", "))) for da, en in rows if da not in {"dansk", "---"}]


def forbidden(heading: str) -> list[str]:
    """The words in the first column of the table below `heading`."""
    table = PAGE.split(f"\n{heading}\n", 1)[1].split("\n\n", 1)[0]
    return [word for row in table.splitlines()[1:] for word in row.split("|")[1].strip().split(", ")]


def _read(language: str) -> list[str]:
    """Everything that the catalogues and the integration guide say in a language."""
    guide = _TAG.sub(" ", next(ROOT.rglob(f"integration/guide.{language}.html")).read_text())
    return [pair.english if language == "en" else pair.danish for pair in pairs()] + guide.splitlines()


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english[0])
def test_the_danish_names_the_thing_that_the_english_names(term: Term) -> None:
    named = [pair for pair in pairs() if term.is_named_in(pair.english)]
    assert [pair for pair in named if not term.is_kept_in(pair.danish)] == []


def test_the_terms_are_those_that_are_in_use() -> None:
    unused = [term.english for term in terms() if not any(term.is_named_in(pair.english) for pair in pairs())]
    assert unused == []
    assert len(terms()) > 30


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(("da", word) for word in forbidden("| ikke | men | fordi |")),
        *(("en", word) for word in forbidden("| not | but | because |")),
    ],
)
def test_nothing_says_it_in_a_word_that_we_do_not_use(language: str, word: str) -> None:
    spoken = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    assert [text for text in _read(language) if spoken.search(text)] == []
    assert spoken.search(f"so, {word}.")
