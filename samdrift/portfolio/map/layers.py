"""The wide layout: layers from people at the top to registers at the bottom, by Graphviz' `dot`.

Graphviz places boxes and finds ways for lines between them; nothing of its drawing is used. What it finds depends on
the order in which it meets the nodes, so a small graph is laid out in several orders, and the calmest is kept.
"""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Sequence

import pygraphviz

from samdrift.portfolio.map.crossings import crossings
from samdrift.portfolio.map.geometry import Box, Layout, Line, Point, Sizes, written
from samdrift.portfolio.map.graph import Graph, Node
from samdrift.portfolio.map.metrics import width, wrapped
from samdrift.vocabulary import LANGUAGES, Criticality

SIZES = Sizes(name=14.5, word=13.5, padding=10.0, lines=2)
PAGE = 1240.0
"""What a window on a common screen has room for: a wider drawing is made smaller, or scrolled."""
_INCH = 72.0
_NARROWEST, _WIDEST = 158.0, 168.0
_HEIGHT, _LINE = 54.0, 18.0
_MARGIN = 6.0
_CLEAR = 5.0
_PULL = {Criticality.CRITICAL: 4, Criticality.HIGH: 2, Criticality.LOW: 1}
"""How hard a line is drawn straight and short."""
_ATTEMPTS = ((45, 12), (80, 4))
"""Up to so many links, so many orders; beyond the last, one: comparing them costs the square of the links."""
_PIXELS_A_CROSSING = 15.0
"""A drawing may be that much wider than the page before it counts as one more crossing."""
_Size = tuple[float, float]
"""Width and height."""
# Graphviz keeps state between calls that two threads must not share.
_one_at_a_time = threading.Lock()


def layers(graph: Graph) -> Layout:
    """Boxes fit the names in both languages. The same graph gives the same layout.

    Time grows faster than the number of links (half a second for 25 nodes that all need each other): keep to
    MOST_NODES.
    """
    if not graph.nodes:
        return Layout(0, 0, (), (), SIZES)
    size = _box_width(graph.nodes), max(map(_height, graph.nodes))
    attempts = next((many for links, many in _ATTEMPTS if len(graph.links) <= links), 1)
    made = [_attempt(graph, size, number) for number in range(attempts)]
    return made[0] if attempts == 1 else min(made, key=_unrest)


def _unrest(layout: Layout) -> float:
    return crossings(layout.lines) + max(0.0, layout.width - PAGE) / _PIXELS_A_CROSSING


def _box_width(nodes: Sequence[Node]) -> float:
    """One width for all, as there is one height: what differs in size would seem to differ in weight."""
    longest = max(width(line, SIZES.name) for node in nodes for name in _names(node) for line in name)
    return min(_WIDEST, max(_NARROWEST, math.ceil(longest) + 2 * SIZES.padding))


def _names(node: Node) -> list[tuple[str, ...]]:
    return [wrapped(node.name.in_(each), SIZES.name, _WIDEST - 2 * SIZES.padding, SIZES.lines) for each in LANGUAGES]


def _height(node: Node) -> float:
    return _HEIGHT + _LINE * (max(len(lines) for lines in _names(node)) - 1)


def _attempt(graph: Graph, size: _Size, number: int) -> Layout:
    drawing = _described(graph, size, number)
    with _one_at_a_time:
        drawing.layout(prog="dot")
    return _read(drawing, graph, size)


def _described(graph: Graph, box: _Size, number: int) -> pygraphviz.AGraph:
    """With nodes and links in the graph's own order, or, from number 1 on, in one that is shuffled."""
    drawing = pygraphviz.AGraph(directed=True, strict=True, nodesep=0.14, ranksep=0.85, splines="true", mclimit=4)
    nodes, links = list(graph.nodes), list(graph.links)
    if number:
        order = random.Random(number)  # noqa: S311  (nothing is secret about an order)
        order.shuffle(nodes)
        order.shuffle(links)
    size = {"width": box[0] / _INCH, "height": box[1] / _INCH}
    for node in nodes:
        drawing.add_node(node.id, label="", shape="box", fixedsize="true", **size)
    for link in links:
        drawing.add_edge(link.consumer, link.provider, weight=_PULL[link.criticality])
    providers = {link.provider for link in links}
    drawing.add_subgraph([node.id for node in nodes if node.id not in providers], rank="min")
    return drawing


def _read(drawing: pygraphviz.AGraph, graph: Graph, size: _Size) -> Layout:
    _, _, right, top = (float(number) for number in drawing.graph_attr["bb"].split(","))
    boxes = [_box(node, drawing.get_node(node.id).attr["pos"], top, size) for node in graph.nodes]
    lines = [_line(drawing.get_edge(link.consumer, link.provider).attr["pos"], top) for link in graph.links]
    in_reading_order = tuple(sorted(boxes, key=lambda box: (round(box.y + box.height / 2), box.x)))
    return Layout(right + 2 * _MARGIN, top + 2 * _MARGIN, in_reading_order, tuple(lines), SIZES)


def _box(node: Node, place: str, top: float, size: _Size) -> Box:
    middle, (wide, high) = _point(place, top), size
    return Box(node.id, middle.x - wide / 2, middle.y - high / 2, wide, high)


def _line(places: str, top: float) -> Line:
    """Graphviz writes `e,x,y` for the arrow's tip, then the points of the curve."""
    written_tip, *rest = places.split()
    tip, curve = _point(written_tip.removeprefix("e,"), top), tuple(_point(each, top) for each in rest)
    start, end = curve[0], curve[-1]
    length = math.hypot(tip.x - end.x, tip.y - end.y) or 1.0
    heading = Point((tip.x - end.x) / length, (tip.y - end.y) / length)
    out = curve[1]
    away = math.hypot(out.x - start.x, out.y - start.y) or 1.0
    # Clear of the box, which is drawn on top.
    mark = Point(start.x + _CLEAR * (out.x - start.x) / away, start.y + _CLEAR * (out.y - start.y) / away)
    further = " ".join(f"{written(each.x)} {written(each.y)}" for each in curve[1:])
    return Line(f"M{written(start.x)} {written(start.y)}C{further}", curve, mark, tip, heading)


def _point(written_place: str, top: float) -> Point:
    x, y = written_place.split(",")
    return Point(float(x) + _MARGIN, top - float(y) + _MARGIN)
