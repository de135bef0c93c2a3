"""The outage of June 2022, told by the real pipeline: what the pages say at every moment of it, and that it is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from samdrift.demo.oneview import story
from samdrift.demo.oneview.story import Step as Told
from samdrift.vocabulary import LANGUAGES, Language, Level
from tests.publishing.installation import documents
from tests.publishing.situations.facts import Facts
from tests.publishing.situations.read_out import ReadOut
from tests.publishing.situations.rewriting import differences, rewrite
from tests.publishing.situations.situation import Hearing, Situation, situations
from tests.publishing.situations.stage import Stage
from tests.publishing.situations.truth import falsehoods

STORY = story.load("june-2022")
MOMENTS = [
    (path, each) for path in sorted((Path(__file__).parent / "june_2022").glob("*.yaml")) for each in situations(path)
]
BEGINS_AT = 13 * 60 + 10
_READ: dict[str, ReadOut] = {}


def of(told: Told) -> tuple[str, str]:
    """What it is, and the step of it as the tables write it."""
    days, minutes = divmod(BEGINS_AT + told.after, 24 * 60)
    day = f"+{days} " if days else ""
    level = told.level.replace("_", " ")
    return told.text.en, f"{day}{minutes // 60:02}.{minutes % 60:02} {told.signal} {level}"


def outside() -> tuple[str, ...]:
    """Whom the demonstration does not watch."""
    return tuple(slug for slug, each in documents().items() if each.identity.scope == "external")


@pytest.fixture
def read(states_only: None, tmp_path: Path) -> dict[str, ReadOut]:
    """By moment. Played once."""
    if not _READ:
        begin = Situation(
            id="begin",
            what="All works.",
            unwatched=outside(),
            sources={"probe": Hearing(interval=10 * 86_400)},
            steps=("13.09 nothing",),
        )
        stage = Stage(tmp_path, begin)
        for moment in (begin, *(moment for _, moment in MOMENTS)):
            for step in moment.played():
                stage.play(step)
            _READ[moment.id] = stage.read_out()
        del _READ[begin.id]
    return _READ


def in_both(read: dict[str, ReadOut]) -> Iterator[tuple[str, Facts, list[str]]]:
    """Each moment, what is so then, and what the front page says of it."""
    for id, each in read.items():
        for language in LANGUAGES:
            yield f"{id} {language}", Facts.of(each, language), each.front(language)


def test_the_moments_are_those_of_the_story() -> None:
    assert [(each.what, *each.steps) for _, each in MOMENTS] == [of(step) for step in STORY.steps]


def test_the_pages_say_at_each_moment_what_stands_there(read: dict[str, ReadOut], rewriting: bool) -> None:
    found = {moment.id: read[moment.id].of("") for _, moment in MOMENTS}
    if rewriting:
        for path in {path for path, _ in MOMENTS}:
            rewrite(path, {moment.id: found[moment.id] for own, moment in MOMENTS if own == path})
    else:
        assert not differences({each.id: each.expects for _, each in MOMENTS}, found)


def test_mitid_is_the_first_word_until_it_works_again(read: dict[str, ReadOut]) -> None:
    first = {
        moment: (facts.level("mitid"), lead[0].split(" ")[0].strip(":,.")) for moment, facts, lead in in_both(read)
    }
    in_trouble = {moment: word for moment, (level, word) in first.items() if level != "operational"}
    assert {moment: word for moment, word in in_trouble.items() if word != "MitID"} == {}
    assert len(in_trouble) > len(first) / 2


def began(moment: str) -> set[str]:
    """The clock when login with MitID began to fail, and since when it has been at least as bad as it is."""
    until = next(number for number, (_, each) in enumerate(MOMENTS, 1) if each.id == moment)
    login = [(of(each)[1], Level[each.level.upper()]) for each in STORY.steps[:until] if each.signal == "mitid/login"]
    bad = [(at, level) for at, level in login if level]
    as_bad = list(takewhile(lambda each: each[1] >= login[-1][1], reversed(login)))
    return {re.findall(r"\d\d\.\d\d", at)[0] for at, _ in (bad[0], as_bad[-1])}


@pytest.mark.parametrize(("language", "sentence"), [("da", "Problemerne begyndte"), ("en", "The problems began")])
def test_the_outage_began_when_it_began(read: dict[str, ReadOut], language: Language, sentence: str) -> None:
    told = {
        id: re.findall(rf"{sentence} .*?(\d\d.\d\d)\.", " ".join(each.front(language)))
        for id, each in read.items()
        if Facts.of(each, language).level("mitid") != "operational"
    }
    assert any(told.values())
    wrong = {id: at for id, at in told.items() if not {each.replace(":", ".") for each in at} <= began(id)}
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_false(read: dict[str, ReadOut], language: Language) -> None:
    false = {id: falsehoods(Facts.of(each, language), each.front_lines(language)) for id, each in read.items()}
    assert {id: lines for id, lines in false.items() if lines} == {}
