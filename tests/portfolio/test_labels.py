from __future__ import annotations

from enum import Enum

import pytest

from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.labels import label, section_label, word
from samdrift.portfolio.document.outline import outline
from samdrift.vocabulary import LANGUAGES

FIELDS = outline(SystemDocument)


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_is_called_something_in_both_languages(path: str) -> None:
    for language in LANGUAGES:
        assert label(path, language)
        if "." not in path:
            assert section_label(path, language) == label(path, language)


@pytest.mark.parametrize("choices", sorted({field.choices for field in FIELDS.values() if field.choices}, key=str))
def test_every_choice_has_a_word_of_its_own(choices: type[Enum]) -> None:
    offered = list(choices)
    for language in LANGUAGES:
        assert len({word(choice, language) for choice in offered}) == len(offered)


def test_no_field_no_label() -> None:
    with pytest.raises(KeyError):
        label("services.colour", "da")
