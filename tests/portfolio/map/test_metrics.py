from __future__ import annotations

import pytest

from samdrift.portfolio.map.metrics import ELLIPSIS, width, wrapped
from tests.portfolio.map.font import advances

FONT = advances("SemiBold")


@pytest.mark.parametrize("character", ["A", "ø", "Å", " ", "-", ELLIPSIS, "7"])
def test_the_numbers_are_the_fonts(character: str) -> None:
    assert width(character, 1000) == FONT[character]


def test_every_character_that_the_font_has_is_known() -> None:
    assert {character for character in FONT if width(character, 1000) != FONT[character]} == set()


def test_the_regular_weight_is_not_wider_in_running_text() -> None:
    regular = advances("Regular")
    text = "Vi ved ikke, om systemet virker: planlagt arbejde, delvist nedbrud 90 %"
    assert sum(regular[character] for character in text) <= width(text, 1000)


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("MitID", 2, ("MitID",)),
        ("Danmarks Statistik", 2, ("Danmarks", "Statistik")),
        ("Danmarks Statistik", 1, ("Danmarks…",)),
        ("Sundhedsdatanettets", 2, ("Sundheds…",)),
        ("et to tre fire fem seks syv otte", 2, ("et to tre fire", "fem seks s…")),
    ],
)
def test_a_text_is_broken_between_words_and_cut_where_it_must_be(
    text: str, lines: int, expected: tuple[str, ...]
) -> None:
    broken = wrapped(text, 10, 58, lines)
    assert broken == expected
    assert all(width(line, 10) <= 58 for line in broken)
