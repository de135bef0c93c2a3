from __future__ import annotations

import pytest
from django.utils.translation import override

from samdrift.publishing.pages import sentences


@pytest.mark.parametrize(
    ("words", "danish", "english"),
    [
        (["A"], "A", "A"),
        (["A", "B"], "A og B", "A and B"),
        (["A", "B", "C"], "A, B og C", "A, B and C"),
    ],
)
def test_a_listing(words: list[str], danish: str, english: str) -> None:
    with override("da"):
        assert sentences.listing(words) == danish
    with override("en"):
        assert sentences.listing(words) == english


def test_numbers_are_words_up_to_twelve() -> None:
    with override("da"):
        assert [sentences.numeral(number) for number in (1, 2, 12, 13)] == ["et", "to", "tolv", "13"]
    with override("en"):
        assert [sentences.numeral(number) for number in (1, 2, 12, 13)] == ["one", "two", "twelve", "13"]


def test_a_heading_has_no_full_stop() -> None:
    assert sentences.headline("MitID har nedbrud.") == "MitID har nedbrud"
