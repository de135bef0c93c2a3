"""Time and size of the map at 12, 50, 200 and 1,000 systems, beside plain Graphviz on the same graph; its growth."""

from __future__ import annotations

import math
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.table import Row, milliseconds

SIZES = (12, 50, 200, 1000)
NEEDS_EACH = 2.5
PATIENCE = 20.0
"""Seconds before plain Graphviz is given up: it draws every system, which nobody could read."""


def rows() -> list[Row]:
    measured = [_measure(count) for count in SIZES]
    made = [row for rows, _, _ in measured for row in rows]
    times = [(count, again) for count, (_, again, _) in zip(SIZES, measured, strict=True)]
    return [*made, _growth("a change of states", times)]


def _measure(count: int) -> tuple[list[Row], float, int]:
    from samdrift.publishing.pages import Pages

    portfolio, statuses = _portfolio(count)
    pages = Pages("https://drift.example.dk")
    first = _seconds(lambda: pages.map(portfolio, statuses, "da", stale=False))
    again = min(_seconds(lambda: pages.map(portfolio, statuses, "da", stale=False)) for _ in range(5))
    html = pages.map(portfolio, statuses, "da", stale=False)
    size = sum(len(part.partition("</svg>")[0]) for part in html.split('<svg class="map-drawing')[1:])
    plain, plain_size = _plain([(edge.consumer.slug, edge.provider.slug) for edge in portfolio.edges])
    rows = [
        Row(f"map, {count} systems: first drawing", milliseconds(first), *_beside(first, plain)),
        Row(f"map, {count} systems: a change of states", milliseconds(again), *_beside(again, plain)),
        Row(
            f"map, {count} systems: both drawings",
            f"{size / 1000:.0f} kB" if size else "none: too many owners to draw, they are listed",
            f"plain dot's SVG {plain_size / 1000:.0f} kB" if plain_size else "none",
            f"{size / plain_size:.2f} of it" if size and plain_size else "–",
        ),
    ]
    return rows, again, size


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
        each.slug: SystemStatus(each.slug, said, said, said, None, (), (), State(observed=True), now, (), (), (), (), 1)
        for each in systems
    }
    return Portfolio(systems), statuses


def _plain(edges: list[tuple[str, str]]) -> tuple[float | None, int]:
    """Seconds that `dot` takes to draw the graph as SVG, and its size; None where patience ran out."""
    reader, writer = multiprocessing.get_context("fork").Pipe(duplex=False)
    drawing = multiprocessing.get_context("fork").Process(target=_draw, args=(edges, writer))
    drawing.start()
    found = reader.recv() if reader.poll(PATIENCE) else (None, 0)
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


def _beside(seconds: float, plain: float | None) -> tuple[str, str]:
    if plain is None:
        return f"plain dot: more than {PATIENCE:.0f} s", f"less than {seconds / PATIENCE:.2f} of it"
    return f"plain dot {milliseconds(plain)}", f"{seconds / plain:.2f} of it"


def _growth(what: str, points: list[tuple[int, float]]) -> Row:
    """The exponent of a power law between the smallest and the largest size."""
    (few, little), (many, much) = points[0], points[-1]
    exponent = math.log(much / little) / math.log(many / few)
    return Row(f"map, {few} to {many} systems: {what}", f"grows as n^{exponent:.2f}", "n^1 is linear", "–")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
