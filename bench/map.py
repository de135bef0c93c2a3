"""Time and size of the map at 12, 50, 200 and 1,000 systems, beside plain Graphviz on the same graph; its growth."""

from __future__ import annotations

import math
import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.product import database
from bench.table import Row, milliseconds

SIZES = (12, 50, 200, 1000)
NEEDS_EACH = 2.5
PATIENCE = 20.0
"""Seconds before plain Graphviz is given up: it draws every system, which nobody could read."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """Seconds and bytes. `size` is 0 where nothing is drawn, and plain dot's are both where patience ran out."""

    count: int
    first: float
    again: float
    size: int
    plain: float
    plain_size: int


def rows() -> list[Row]:
    database()  # nothing is read from it, but pages are drawn with Django's settings
    _measure(3)  # templates and Graphviz are loaded by the first drawing of all
    measured = [_measure(count) for count in SIZES]
    drawn = [each for each in measured if each.size and each.plain]
    return [
        *(row for each in measured for row in _rows(each)),
        _growth("first drawing", drawn, lambda each: each.first, lambda each: each.plain),
        _growth("a change of states", drawn, lambda each: each.again, lambda each: each.plain),
        _growth("bytes of both drawings", drawn, lambda each: each.size, lambda each: each.plain_size),
    ]


def _measure(count: int) -> _Measured:
    from samdrift.publishing.pages import Pages

    portfolio, statuses = _portfolio(count)
    pages = Pages("https://drift.example.dk")
    first = _seconds(lambda: pages.map(portfolio, statuses, "da", stale=False))
    again = min(_seconds(lambda: pages.map(portfolio, statuses, "da", stale=False)) for _ in range(5))
    html = pages.map(portfolio, statuses, "da", stale=False)
    size = sum(len(part.partition("</svg>")[0].encode()) for part in html.split('<svg class="map-drawing')[1:])
    plain, plain_size = _plain([(edge.consumer.slug, edge.provider.slug) for edge in portfolio.edges])
    return _Measured(count, first, again, size, plain, plain_size)


def _rows(each: _Measured) -> list[Row]:
    count, size, plain_size = each.count, each.size, each.plain_size
    return [
        Row(f"map, {count} systems: first drawing", milliseconds(each.first), *_beside(each.first, each.plain)),
        Row(f"map, {count} systems: a change of states", milliseconds(each.again), *_beside(each.again, each.plain)),
        Row(
            f"map, {count} systems: both drawings",
            f"{size / 1000:.0f} kB" if size else "none: too many owners to draw, they are listed",
            f"plain dot's SVG {plain_size / 1000:.0f} kB" if plain_size else "none",
            f"{size / plain_size:.2f} of it" if size and plain_size else "–",
        ),
    ]


def _portfolio(count: int):  # type: ignore[no-untyped-def]
    """Systems that need such as come after them, so that there are layers; one owner for each eight."""
    from samdrift.portfolio.derived import Portfolio
    from samdrift.snapshot.model import SystemStatus
    from samdrift.vocabulary import State, Text
    from tests.portfolio.map.cast import system

    order = random.Random(count)
    needs: dict[int, set[int]] = {number: set() for number in range(count)}
    for _ in range(int(NEEDS_EACH * count)):
        consumer = order.randrange(count - 1)
        needs[consumer].add(order.randrange(consumer + 1, count))
    levels = ("critical", "high", "low")
    systems = tuple(
        system(
            f"s{number}",
            [(f"s{other}", order.choice(levels), "copy", "assumed") for other in sorted(needs[number])],
            owner=f"owner{number // 8}",
        )
        for number in range(count)
    )
    now = datetime.now(UTC)
    said = Text("Virker", "Working")
    statuses = {
        each.slug: SystemStatus(
            each.slug, said, said, said, None, (), (), State(observed=True), now, (), (), (), (), 1, now
        )
        for each in systems
    }
    return Portfolio(systems), statuses


def _plain(edges: list[tuple[str, str]]) -> tuple[float, int]:
    """Seconds that `dot` takes to draw the graph as SVG, and its size; 0 and 0 where patience ran out."""
    reader, writer = multiprocessing.get_context("fork").Pipe(duplex=False)
    drawing = multiprocessing.get_context("fork").Process(target=_draw, args=(edges, writer))
    drawing.start()
    found = reader.recv() if reader.poll(PATIENCE) else (0.0, 0)
    drawing.kill()
    drawing.join()
    return found


def _draw(edges: list[tuple[str, str]], writer) -> None:  # type: ignore[no-untyped-def]
    import pygraphviz

    graph = pygraphviz.AGraph(directed=True)
    graph.add_edges_from(edges)
    start = time.perf_counter()
    svg = graph.draw(format="svg", prog="dot")
    writer.send((time.perf_counter() - start, len(svg)))


def _beside(seconds: float, plain: float) -> tuple[str, str]:
    if not plain:
        return f"plain dot: more than {PATIENCE:.0f} s", f"less than {seconds / PATIENCE:.2f} of it"
    return f"plain dot {milliseconds(plain)}", f"{seconds / plain:.2f} of it"


def _growth(
    what: str, drawn: Sequence[_Measured], own: Callable[[_Measured], float], plain: Callable[[_Measured], float]
) -> Row:
    """The exponents of power laws between the smallest and the largest number of systems that are drawn."""
    few, many = drawn[0], drawn[-1]
    ours, theirs = (math.log(of(many) / of(few)) / math.log(many.count / few.count) for of in (own, plain))
    return Row(
        f"map, {few.count} to {many.count} systems: {what}",
        f"grows as n^{ours:.2f}",
        f"plain dot's as n^{theirs:.2f}",
        f"{ours / theirs:.2f} of it",
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
