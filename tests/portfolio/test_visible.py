"""A text of a document can be seen."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from samdrift.portfolio.document.fields import Line, Passage

LINE, PASSAGE = TypeAdapter(Line), TypeAdapter(Passage)

NOTHING_TO_SEE = [
    "\u200b",
    "\u200b\u200b",
    "\u200d",
    "\u200c\u200d",
    "\u00a0",
    "\u00ad",
    "\u3000",
    "\u2003\u2009",
    "\u3164",
    "\u2800",
    "\ufe0f",
    "\u200e",
    "\u061c",
]
REFUSED = ["\u200b", "\u2060", "\u2063", "\u202e", "\u2066", "\u206f", "\ufeff", "\u2028", "\x00"]
GOOD = [
    "MitID",
    "Sund\u00adheds\u00adplatformen",
    "\u200eMitID",
    "👩\u200d💻",
    "❤\ufe0f",
    "می\u200cخواهم",
    "Nets A/S",
    "-",
]


@pytest.mark.parametrize("text", NOTHING_TO_SEE, ids=ascii)
def test_what_cannot_be_seen_is_no_text(text: str) -> None:
    for kind in (LINE, PASSAGE):
        with pytest.raises(ValidationError):
            kind.validate_python(text)
        assert kind.validate_python(f"{text}a".replace("\u200b", ""))


@pytest.mark.parametrize("character", REFUSED, ids=ascii)
def test_characters_that_may_stand_nowhere(character: str) -> None:
    for text in (f"Mit{character}ID", f"{character}MitID", f"MitID{character}"):
        with pytest.raises(ValidationError):
            LINE.validate_python(text)


@pytest.mark.parametrize("text", GOOD, ids=ascii)
def test_what_people_write_is_taken_as_it_is(text: str) -> None:
    assert LINE.validate_python(text) == text
