"""Both layouts, by what a reader would notice: nothing overlaps, every line joins what it says, people stand on top."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.map import Graph, Layout, lanes, layers, of_systems, view
from samdrift.portfolio.map.crossings import crossings
from samdrift.portfolio.map.geometry import Box, Line, Point
from samdrift.portfolio.map.metrics import width
from tests.portfolio.map.cast import demonstration, system

WHOLE = view(demonstration())
GRAPH = of_systems(WHOLE.systems, WHOLE.edges)
WIDE = layers(GRAPH)
NARROW = lanes(GRAPH, tuple(box.id for box in WIDE.boxes))
RING = Portfolio(
    (
        system("a", [("b", "high", "copy", "assumed")]),
        system("b", [("c", "low", "copy", "assumed")]),
        system("c", [("a", "critical", "copy", "assumed")]),
        system("alone", name="Et system med et meget langt navn, som ingen boks har plads til på en linje"),
    )
)


def of(portfolio: Portfolio) -> Graph:
    return of_systems(portfolio.systems, portfolio.edges)


def overlap(one: Box, other: Box) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart


def near(box: Box, point: Point, by: float = 8.0) -> bool:
    across = box.x - by <= point.x <= box.x + box.width + by
    return across and box.y - by <= point.y <= box.y + box.height + by


@pytest.mark.parametrize("layout", [WIDE, NARROW, layers(of(RING)), lanes(of(RING), ("alone", "c", "b", "a"))])
def test_no_two_boxes_overlap_and_all_lie_within(layout: Layout) -> None:
    assert not any(overlap(one, other) for one, other in combinations(layout.boxes, 2))
    for box in layout.boxes:
        assert box.x >= 0 and box.y >= 0
        assert box.x + box.width <= layout.width and box.y + box.height <= layout.height


def test_every_line_leaves_its_consumer_and_arrives_at_its_provider() -> None:
    boxes = {box.id: box for box in WIDE.boxes}
    for link, line in zip(GRAPH.links, WIDE.lines, strict=True):
        assert near(boxes[link.consumer], line.curve[0])
        assert near(boxes[link.provider], line.tip)


def test_every_lane_leaves_its_consumer_and_arrives_at_its_provider() -> None:
    boxes = {box.id: box for box in NARROW.boxes}
    for link, line in zip(GRAPH.links, NARROW.lines, strict=True):
        numbers = re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)V.*", line.path)
        assert numbers is not None
        consumer, provider = boxes[link.consumer], boxes[link.provider]
        assert float(numbers[1]) == consumer.x + consumer.width
        assert consumer.y < float(numbers[2]) < consumer.y + consumer.height
        assert line.tip.x == provider.x + provider.width
        assert provider.y < line.tip.y < provider.y + provider.height


def test_lanes_of_two_providers_never_lie_on_each_other() -> None:
    rows = {box.id: box.y for box in NARROW.boxes}
    spans: dict[tuple[str, float], list[float]] = {}
    for link, line in zip(GRAPH.links, NARROW.lines, strict=True):
        spans.setdefault((link.provider, line.start.x), []).extend((rows[link.consumer], rows[link.provider]))
    for ((one, x), first), ((other, y), second) in combinations(spans.items(), 2):
        if one != other and x == y:
            assert max(first) < min(second) or max(second) < min(first)


def test_people_stand_on_top_and_what_they_need_further_down() -> None:
    boxes = {box.id: box.y for box in WIDE.boxes}
    needed = {link.provider for link in GRAPH.links}
    assert {id for id, y in boxes.items() if y == min(boxes.values())} == boxes.keys() - needed
    for link in GRAPH.links:
        assert boxes[link.consumer] < boxes[link.provider], link


def test_the_narrow_one_fits_a_small_phone_with_text_that_can_be_read() -> None:
    assert NARROW.width <= 288
    assert min(NARROW.sizes.name, NARROW.sizes.word) >= 12


def test_boxes_are_read_from_the_top_and_from_the_left() -> None:
    places = [(round(box.y + box.height / 2), box.x) for box in WIDE.boxes]
    assert places == sorted(places)


def test_the_same_graph_gives_the_same_drawing() -> None:
    assert layers(GRAPH) == WIDE


def test_every_name_of_the_cast_has_room() -> None:
    room = WIDE.boxes[0].width - 2 * WIDE.sizes.padding
    assert all(width(node.name.da, WIDE.sizes.name) <= room for node in GRAPH.nodes)


def test_nothing_to_draw() -> None:
    assert layers(Graph((), ())).boxes == ()


def curve(*places: tuple[float, float]) -> Line:
    points = tuple(Point(x, y) for x, y in places)
    return Line("", points, points[0], points[-1], Point(0, 1))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([curve((0, 0), (3, 3), (6, 6), (9, 9)), curve((0, 9), (3, 6), (6, 3), (9, 0.5))], 1),
        ([curve((0, 0), (3, 0), (6, 0), (9, 0)), curve((0, 5), (3, 5), (6, 5), (9, 5))], 0),
        ([curve((0, 0), (1, 1), (2, 2), (3, 3)), curve((0, 0), (1, 2), (2, 4), (3, 6))], 0),
        ([curve((0, 0), (3, 3), (6, 6), (9, 9))], 0),
    ],
)
def test_crossings(lines: list[Line], expected: int) -> None:
    assert crossings(lines) == expected
