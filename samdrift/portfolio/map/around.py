"""The layout of one system's nearest surroundings: what needs it to the left, what it needs to the right.

Worked out without Graphviz, at once: a page that shows it may be made while an outage is to be told.
"""

from __future__ import annotations

from samdrift.portfolio.map.geometry import Box, Layout, Line, Point, Sizes, written
from samdrift.portfolio.map.graph import Graph

SIZES = Sizes(name=14.0, word=12.0, padding=10.0, lines=2)
_WIDTH, _HEIGHT = 190.0, 44.0
_BETWEEN_ROWS, _BETWEEN_COLUMNS = 10.0, 96.0
_MARGIN = 4.0
_HEAD = 9.0
"""A line ends where its arrowhead is."""


def around(graph: Graph, middle: str) -> Layout:
    """Every link of `graph` leads to or from `middle`. Boxes stand in the order in which they are read: from the left.

    What both needs it and is needed by it stands to the left.
    """
    left = [link.consumer for link in graph.links if link.provider == middle]
    right = [link.provider for link in graph.links if link.consumer == middle and link.provider not in left]
    columns = [column for column in (left, [middle], right) if column]
    tall = max(map(_tall, columns))
    placed = (_column(column, number, tall) for number, column in enumerate(columns))
    boxes = {box.id: box for column in placed for box in column}
    lines = tuple(_line(boxes[link.consumer], boxes[link.provider]) for link in graph.links)
    wide = 2 * _MARGIN + len(columns) * _WIDTH + (len(columns) - 1) * _BETWEEN_COLUMNS
    return Layout(wide, tall + 2 * _MARGIN, tuple(boxes.values()), lines, SIZES)


def _tall(column: list[str]) -> float:
    return len(column) * (_HEIGHT + _BETWEEN_ROWS) - _BETWEEN_ROWS


def _column(ids: list[str], number: int, tall: float) -> list[Box]:
    """In the middle of the height."""
    x = _MARGIN + number * (_WIDTH + _BETWEEN_COLUMNS)
    top = _MARGIN + (tall - _tall(ids)) / 2
    return [Box(id, x, top + row * (_HEIGHT + _BETWEEN_ROWS), _WIDTH, _HEIGHT) for row, id in enumerate(ids)]


def _line(consumer: Box, provider: Box) -> Line:
    way = 1.0 if consumer.x < provider.x else -1.0
    start = Point(consumer.x + (consumer.width if way > 0 else 0), consumer.y + consumer.height / 2)
    tip = Point(provider.x + (0 if way > 0 else provider.width), provider.y + provider.height / 2)
    before = Point(tip.x - way * _HEAD, tip.y)
    bend = _BETWEEN_COLUMNS / 2 * way
    curve = (start, Point(start.x + bend, start.y), Point(before.x - bend, before.y), before)
    pairs = [f"{written(point.x)} {written(point.y)}" for point in curve]
    return Line(f"M{pairs[0]}C{pairs[1]} {pairs[2]} {pairs[3]}", curve, start, tip, Point(way, 0))
