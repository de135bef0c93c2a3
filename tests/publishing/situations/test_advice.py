"""Whatever of the demonstration is down, no page advises what cannot be done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from samdrift.publishing.pages import Pages
from samdrift.snapshot.model import Snapshot
from samdrift.vocabulary import LANGUAGES, Language
from tests.publishing.situations.foreseen import services, with_down
from tests.publishing.situations.page_lines import lines
from tests.publishing.situations.truth import contradictions

PAGES = Pages("https://drift.example.dk")
SAMPLED = 150
"""Of the subsets of two and of three services each; those of one are all tried."""


def subsets() -> list[tuple[str, ...]]:
    chosen = random.Random(2022)
    sampled = [each for size in (2, 3) for each in chosen.sample(list(combinations(services(), size)), SAMPLED)]
    return [*((each,) for each in services()), *sampled]


def pages(snapshot: Snapshot, down: tuple[str, ...], language: Language) -> Iterator[list[str]]:
    """The front page, and those of the systems that are down in part."""
    of = {each.partition("/")[0] for each in down}
    yield _said(PAGES.front(snapshot, language, stale=False))
    yield from (_said(PAGES.system(each, language, stale=False)) for each in snapshot.systems if each.slug in of)


def _said(html: str) -> list[str]:
    return [words for _, words in lines(html)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_that_one_still_can_what_one_cannot(language: Language) -> None:
    found: dict[tuple[str, ...], list[str]] = {}
    for down in subsets():
        for said in pages(with_down(down), down, language):
            if wrong := list(contradictions(said, language)):
                found[down] = wrong
    assert found == {}
