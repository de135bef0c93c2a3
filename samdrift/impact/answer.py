"""The answers of `samdrift impact` and `samdrift spof`, piece by piece, as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from samdrift.impact.faults import GraphFault
from samdrift.impact.single_failures import SingleFailure
from samdrift.impact.spread import Spread
from samdrift.vocabulary import Level

MOST_NAMES = 100_000_000
"""In all chains together. A line of 100,000 systems would name five thousand million."""


def check_length(found: Spread, top: int | None) -> None:
    """Raises GraphFault where the chains would be too long to write."""
    names = int((found.events.height[found.ordered()[:top]] + 1).sum())
    if names > MOST_NAMES:
        raise GraphFault(f"the chains name {names:,} systems, more than {MOST_NAMES:,}: ask for fewer with --top")


def impact_json(found: Spread, elapsed_ms: float, top: int | None) -> Iterator[str]:
    names = {name: json.dumps(name) for name in found.levels()}
    yield '{"affected": ['
    yield from _separated(
        f'{{"system": {names[because[0]]}, "level": {int(level)}, '
        f'"because": [{", ".join(names[name] for name in because)}]}}'
        for level, because in islice(found.chains(), top)
    )
    yield f'], "elapsed_ms": {elapsed_ms:.3f}}}\n'


def impact_text(found: Spread, elapsed_ms: float, top: int | None) -> Iterator[str]:
    affected = len(found.ordered())
    yield f"{affected:,} affected, worst first ({elapsed_ms:.1f} ms)\n"
    for level, because in islice(found.chains(), top):
        reasons = ", ".join(f"because {_shown(name)}" for name in because[1:])
        yield f"{_word(level)}: {_shown(because[0])}, {reasons}\n"
    for held in found.absorbed():
        down = ", ".join(map(_shown, held.down))
        spared = f"{_word(held.felt)} instead of {_word(held.spared)}"
        yield f"absorbed: {_shown(held.consumer)} is {spared} although {down} fails\n"


def ranking_json(ranking: Iterable[SingleFailure], elapsed_ms: float) -> Iterator[str]:
    yield '{"ranking": ['
    yield from _separated(
        f'{{"system": {json.dumps(one.system)}, "affected": '
        f'{{"1": {one.degraded}, "2": {one.partial}, "3": {one.major}}}, "score": {one.score}}}'
        for one in ranking
    )
    yield f'], "elapsed_ms": {elapsed_ms:.3f}}}\n'


def ranking_text(ranking: Iterable[SingleFailure], elapsed_ms: float) -> Iterator[str]:
    yield f"{'score':>10} {'degraded':>10} {'partial':>10} {'major':>10}  system ({elapsed_ms:.1f} ms)\n"
    for one in ranking:
        yield f"{one.score:>10,} {one.degraded:>10,} {one.partial:>10,} {one.major:>10,}  {_shown(one.system)}\n"


def _separated(entries: Iterable[str]) -> Iterator[str]:
    for place, entry in enumerate(entries):
        yield f", {entry}" if place else entry


def _word(level: Level) -> str:
    return level.word.replace("_", " ")


def _shown(name: str) -> str:
    """A name that would move the cursor or break the line is quoted."""
    return name if name.isprintable() else ascii(name)
