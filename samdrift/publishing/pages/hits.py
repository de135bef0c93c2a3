"""Whom a system's trouble has reached and may reach, on its own page: the worst first, each with the way it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from samdrift.publishing.pages import addresses, moments, planned_work, sentences
from samdrift.publishing.pages.beside import Other
from samdrift.publishing.pages.documentation_parts import Line, Run, said
from samdrift.publishing.pages.expected import path, root
from samdrift.publishing.pages.expected_words import needing, with_unwatched
from samdrift.publishing.pages.map_words import AFFECTED
from samdrift.publishing.pages.standing import level_word, of, word
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import Language, danish_order

NAMED_IN_A_LINE = 60
"""More systems than this that are reached in one way are counted."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Some systems that are hit alike. `standing` is how they are seen to be, or AFFECTED where it is only expected."""

    standing: str
    word: str
    line: Line


@dataclass(frozen=True, slots=True)
class Hits:
    """`later`: who may feel it when a copy no longer lasts."""

    now: tuple[Hit, ...]
    later: tuple[str, ...]


_Felt = tuple[Other, Expected]


def read(status: SystemStatus, hit: Sequence[Other], language: Language) -> Hits:
    """`hit` are those beside `status`."""
    ways: dict[tuple[object, ...], list[_Felt]] = {}
    later: list[_Felt] = []
    for other, expected, rank in _ranked(status.slug, hit):
        if expected.begins is None:
            ways.setdefault((*rank, path(expected), expected.unwatched, expected.worked_on), []).append(
                (other, expected)
            )
        else:
            later.append((other, expected))
    ordered = sorted(ways.items(), key=lambda way: way[0][:3])
    return Hits(tuple(_hit(those, language) for _, those in ordered), tuple(_later(later, status, language)))


def _later(those: Sequence[_Felt], status: SystemStatus, language: Language) -> Iterator[str]:
    today = status.days[-1].date if status.days else None
    pattern = gettext("%(name)s may be affected from %(moment)s.")
    for name, begins in sorted((other.name.in_(language), each.begins) for other, each in those if each.begins):
        yield pattern % {"name": name, "moment": moments.moment(begins, language, seen_from=today)}


def _ranked(slug: str, hit: Sequence[Other]) -> Iterator[tuple[Other, Expected, tuple[bool, int, int]]]:
    """With its rank: what is seen before what is expected, the worst first, the nearest first."""
    for other in hit:
        if other.due and root(other.due) == slug and not other.felt:
            yield other, other.due, (False, -other.state.level, len(other.due.because))
        for each in other.felt:
            if root(each) == slug:
                yield other, each, (True, -each.level, len(each.because))


def _hit(those: Sequence[_Felt], language: Language) -> Hit:
    others = sorted((other for other, _ in those), key=lambda each: danish_order(each.name.in_(language)))
    expected = those[0][1]
    line = _line(others, expected, language)
    if others[0].felt:
        perhaps = gettext("perhaps: %(level)s") % {"level": level_word(expected.level).lower()}
        return Hit(AFFECTED, sentences.capital(perhaps), line)
    return Hit(of(others[0].status).value, word(others[0].state), line)


def _with_others(sentence: str, expected: Expected, language: Language) -> str:
    return planned_work.with_worked_on(with_unwatched(sentence, expected, language), expected, language)


def _line(others: Sequence[Other], expected: Expected, language: Language) -> Line:
    """ "borger.dk og Virk har brug for NemLog-in, som har brug for MitID.", the first of them links."""
    links = [cause.name.in_(language) for cause in expected.because]
    if len(others) > NAMED_IN_A_LINE:
        counted = sentences.capital(sentences.counted(len(others)))
        return said(_with_others(needing(counted, len(others), links) + ".", expected, language))
    marks = [f"\0{number}\0" for number in range(len(others))]
    sentence = _with_others(needing(sentences.listing(marks), len(others), links) + ".", expected, language)
    runs = [
        Run(others[int(part)].name.in_(language), addresses.page("system", language, others[int(part)].status.slug))
        if number % 2
        else Run(part)
        for number, part in enumerate(sentence.split("\0"))
    ]
    return tuple(run for run in runs if run.text)
