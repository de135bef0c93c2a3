"""Whatever of the demonstration is down, no page advises what cannot be done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest
import yaml

from samdrift.publishing.pages import Pages
from samdrift.snapshot.model import ServiceStatus, Snapshot, SystemStatus
from samdrift.vocabulary import LANGUAGES, Language
from tests.publishing.installation import PORTFOLIO
from tests.publishing.situations.foreseen import services, with_down
from tests.publishing.situations.page_lines import lines, plain
from tests.publishing.situations.truth import contradictions

PAGES = Pages("https://drift.example.dk")
SAMPLED = 60
"""Of the subsets of two and of three services each; those of one are all tried."""

Down = tuple[str, ...]


def subsets() -> list[Down]:
    chosen = random.Random(2022)
    sampled = [each for size in (2, 3) for each in chosen.sample(list(combinations(services(), size)), SAMPLED)]
    return [*((each,) for each in services()), *sampled]


@cache
def pages(language: Language) -> list[tuple[Down, Snapshot, list[list[str]]]]:
    """For each subset the front page, and those of the systems that are down in part, line by line."""
    return [(down, snapshot := with_down(down), list(_pages(snapshot, down, language))) for down in subsets()]


def _pages(snapshot: Snapshot, down: Down, language: Language) -> Iterator[list[str]]:
    of = {each.partition("/")[0] for each in down}
    yield _said(PAGES.front(snapshot, language, stale=False))
    yield from (_said(PAGES.system(each, language, stale=False)) for each in snapshot.systems if each.slug in of)


def _said(html: str) -> list[str]:
    return [words for _, words in lines(html)]


@cache
def described() -> dict[str, dict[str, Any]]:
    """The services of the demonstration as its documents say, whatever the code makes of them."""
    documents = [yaml.safe_load(path.read_text()) for path in PORTFOLIO.glob("*.yaml")]
    return {f"{each['identity']['slug']}/{own['id']}": own for each in documents for own in each.get("services", ())}


def in_doubt(snapshot: Snapshot) -> set[str]:
    """What is down, or expected to be hit now."""
    shapes: list[tuple[str, SystemStatus | ServiceStatus]] = [(each.slug, each) for each in snapshot.systems]
    shapes += [(f"{each.slug}/{service.id}", service) for each in snapshot.systems for service in each.services]
    return {name for name, each in shapes if each.state.level or (each.expected and each.expected.begins is None)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_that_one_still_can_what_one_cannot(language: Language) -> None:
    found = {
        (down, wrong) for down, _, said in pages(language) for page in said for wrong in contradictions(page, language)
    }
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_advice_leans_on_what_is_down_or_may_be_hit(language: Language) -> None:
    given, wrong = set(), set()
    for down, snapshot, said in pages(language):
        doubtful, text = in_doubt(snapshot), " ".join(line for page in said for line in page)
        for name in down:
            needs, instead = described()[name].get("instead_needs", ()), described()[name].get("instead")
            if instead and plain(instead[language]) in text:
                given.add((name, bool(needs)))
                wrong |= {(down, name, instead[language]) for need in needs if need in doubtful}
    assert wrong == set()
    assert {True, False} == {leans for _, leans in given}, "what leans on what works is given, as is what does not lean"
