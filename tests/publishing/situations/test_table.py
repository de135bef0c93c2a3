"""What is published in each situation of the tables: the sentences stand there in full, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from samdrift.vocabulary import LANGUAGES
from tests.publishing.situations.facts import Facts
from tests.publishing.situations.read_out import ReadOut
from tests.publishing.situations.rewriting import differences, rewrite
from tests.publishing.situations.situation import TABLES, Situation, courses
from tests.publishing.situations.stage import Stage
from tests.publishing.situations.times import later_than_last_checked
from tests.publishing.situations.truth import falsehoods

PATHS = sorted(TABLES.glob("*.yaml"))
COURSES = [pytest.param(path, course, id=course[0].id) for path in PATHS for course in courses(path)]


def played(stage: Stage, course: list[Situation]) -> Iterator[ReadOut]:
    for situation in course:
        for step in situation.played():
            stage.play(step)
        yield stage.read_out()


@pytest.mark.parametrize(("path", "course"), COURSES)
@pytest.mark.usefixtures("states_only")
def test_the_pages_say_what_the_table_says_and_it_is_so(
    path: Path, course: list[Situation], tmp_path: Path, rewriting: bool
) -> None:
    read = dict(zip((each.id for each in course), played(Stage(tmp_path, course[0]), course), strict=True))
    found = {each.id: read[each.id].of(each.of) for each in course}
    if rewriting:
        rewrite(path, found)
    else:
        assert not differences({each.id: each.expects for each in course}, found)
    false = {
        f"{id} {language}": [
            *falsehoods(Facts.of(each, language), each.front_lines(language)),
            *later_than_last_checked(each.front(language), language),
        ]
        for id, each in read.items()
        for language in LANGUAGES
        if not each.is_stale
    }
    assert {place: lines for place, lines in false.items() if lines} == {}


def test_each_situation_is_described_once() -> None:
    described = [situation for path in PATHS for course in courses(path) for situation in course]
    assert len({each.id for each in described}) == len({each.what for each in described}) == len(described) >= 45
