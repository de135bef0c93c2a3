"""The narrow layout, for a phone: one system a row, and to the right of them one upright lane for each that is needed.

Rows stand in the order of the wide layout. Lanes whose rows do not meet share a place, so that they stay few.
"""

from __future__ import annotations

from itertools import accumulate

from samdrift.portfolio.map.geometry import Box, Layout, Line, Point, Sizes, written
from samdrift.portfolio.map.graph import Graph, Node
from samdrift.portfolio.map.metrics import wrapped
from samdrift.vocabulary import LANGUAGES

SIZES = Sizes(name=14.0, word=12.0, padding=10.0, lines=3)
WIDTH = 288.0
"""A phone of 320 pixels, less the page's margins."""
_BOX, _HEIGHT, _GAP = 156.0, 44.0, 10.0
_LINE = 18.0
"""So much higher for each line more of a long name."""
_MARGIN = 2.0
_WIDEST_LANE, _NARROWEST_LANE = 18.0, 9.0
_CLEAR = 14.0
"""From a box to the first lane: room for an arrowhead."""
_APART = 6.0
"""What arrives at a box does so above its middle, what leaves it below."""
_BEND = 5.0


def lanes(graph: Graph, order: tuple[str, ...]) -> Layout:
    """`order` names every node, from the top."""
    rows = {id: row for row, id in enumerate(order)}
    nodes = {node.id: node for node in graph.nodes}
    heights = [_height(nodes[id]) for id in order]
    tops = list(accumulate((height + _GAP for height in heights), initial=_MARGIN))
    boxes = tuple(Box(id, _MARGIN, tops[row], _BOX, heights[row]) for id, row in rows.items())
    tracks = _tracks(graph, rows)
    count = max(tracks.values(), default=-1) + 1
    room = WIDTH - _MARGIN - _BOX - _CLEAR - 2 * _BEND
    first = _MARGIN + _BOX + _CLEAR
    apart = min(_WIDEST_LANE, max(_NARROWEST_LANE, room / max(1, count - 1)))
    lines = tuple(
        _line(boxes[rows[link.consumer]], boxes[rows[link.provider]], first + apart * tracks[link.provider])
        for link in graph.links
    )
    wide = max(WIDTH, first + apart * max(0, count - 1) + 2 * _BEND)
    return Layout(wide, tops[-1] - _GAP + _MARGIN, boxes, lines, SIZES)


def _height(node: Node) -> float:
    """Fits the name in both languages."""
    room = _BOX - 2 * SIZES.padding
    lines = max(len(wrapped(node.name.in_(each), SIZES.name, room, SIZES.lines)) for each in LANGUAGES)
    return _HEIGHT + _LINE * (lines - 1)


def _tracks(graph: Graph, rows: dict[str, int]) -> dict[str, int]:
    """Provider to the place of its lane: the first that is free over all its rows. Short lanes stand nearest."""
    spans: dict[str, tuple[int, int]] = {}
    for link in graph.links:
        low, high = spans.get(link.provider, (rows[link.provider], rows[link.provider]))
        spans[link.provider] = min(low, rows[link.consumer]), max(high, rows[link.consumer])
    taken: list[list[tuple[int, int]]] = []
    tracks = {}
    for provider, (low, high) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1][0])):
        free = (n for n, own in enumerate(taken) if all(high < start or end < low for start, end in own))
        place = next(free, len(taken))
        if place == len(taken):
            taken.append([])
        taken[place].append((low, high))
        tracks[provider] = place
    return tracks


def _line(consumer: Box, provider: Box, x: float) -> Line:
    """Out of the consumer's box to the lane, along it, and into the provider's box."""
    edge = _MARGIN + _BOX
    leaves = consumer.y + consumer.height / 2 + _APART
    arrives = provider.y + provider.height / 2 - _APART
    back = _BEND if arrives > leaves else -_BEND
    path = (
        f"M{written(edge)} {written(leaves)}H{written(x)}V{written(arrives - back)}"
        f"Q{written(x)} {written(arrives)} {written(x - _BEND)} {written(arrives)}H{written(edge + 7)}"
    )
    start = Point(x, leaves)
    return Line(path, (), start, Point(edge, arrives), Point(-1, 0))
