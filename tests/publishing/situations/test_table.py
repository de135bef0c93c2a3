"""What is published in each situation of the tables: the sentences stand there in full, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.situations.rewriting import differences, rewrite
from tests.publishing.situations.situation import TABLES, Situation, courses
from tests.publishing.situations.stage import Stage

PATHS = sorted(TABLES.glob("*.yaml"))
COURSES = [pytest.param(path, course, id=course[0].id) for path in PATHS for course in courses(path)]


def said(stage: Stage, course: list[Situation]) -> Iterator[dict[str, Any]]:
    for situation in course:
        for step in situation.played():
            stage.play(step)
        yield stage.read_out().of(situation.of)


@pytest.mark.parametrize(("path", "course"), COURSES)
@pytest.mark.usefixtures("states_only")
def test_the_pages_say_what_the_table_says(
    path: Path, course: list[Situation], tmp_path: Path, rewriting: bool
) -> None:
    found = {each.id: what for each, what in zip(course, said(Stage(tmp_path, course[0]), course), strict=True)}
    if rewriting:
        rewrite(path, found)
    else:
        assert not differences({each.id: each.expects for each in course}, found)


def test_each_situation_is_described_once() -> None:
    described = [situation for path in PATHS for course in courses(path) for situation in course]
    assert len({each.id for each in described}) == len({each.what for each in described}) == len(described) >= 45
