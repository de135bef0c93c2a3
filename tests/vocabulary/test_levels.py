from __future__ import annotations

import pytest

from samdrift.vocabulary import Level, State, Text


def test_the_words_of_the_public_json_from_best_to_worst() -> None:
    assert [level.word for level in sorted(Level)] == ["operational", "degraded", "partial_outage", "major_outage"]


@pytest.mark.parametrize("level", Level)
def test_a_level_is_found_by_its_word(level: Level) -> None:
    assert Level.from_word(level.word) is level


@pytest.mark.parametrize("word", ["", "OPERATIONAL", "down", "0", "unknown"])
def test_another_word_is_answered_with_the_four(word: str) -> None:
    with pytest.raises(ValueError, match="operational, degraded, partial_outage, major_outage") as refused:
        Level.from_word(word)
    assert repr(word) in str(refused.value)


def test_nothing_is_observed_until_it_was() -> None:
    assert not State().observed


def test_a_text_in_its_language() -> None:
    text = Text("Nedbrud", "Outage")
    assert (text.in_("da"), text.in_("en")) == ("Nedbrud", "Outage")
