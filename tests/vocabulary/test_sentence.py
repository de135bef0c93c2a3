from __future__ import annotations

import pytest

from samdrift.vocabulary import Sentence, restored, sentence

INNER = sentence("larger than %(size)s", size=5_000_000)
OUTER = sentence("%(place)s: %(what)s", place="æ: {50 %}", what=INNER)


@pytest.mark.parametrize("one", [INNER, OUTER, Sentence("100 % as it stands"), Sentence("")])
def test_what_is_stored_is_read_again(one: Sentence) -> None:
    assert restored(one.stored()) == one
    assert str(restored(one.stored())) == str(one)


def test_any_other_text_is_a_sentence() -> None:
    assert restored("No answer.") == Sentence("No answer.")


def test_each_part_is_put_in_words() -> None:
    assert str(OUTER) == "æ: {50 %}: larger than 5,000,000"
    words = {"larger than %(size)s": "større end %(size)s"}
    assert OUTER.in_words(lambda msgid: words.get(msgid, msgid), lambda number: f"{number:_}") == (
        "æ: {50 %}: større end 5_000_000"
    )
