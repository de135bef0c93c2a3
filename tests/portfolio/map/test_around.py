from __future__ import annotations

from samdrift.portfolio.map import Graph, Link, Node, around
from samdrift.vocabulary import Criticality, Text


def graph(*links: tuple[str, str]) -> Graph:
    ids = dict.fromkeys(end for link in links for end in link)
    nodes = tuple(Node(id, Text(id, id), (id,), external=False, planned=False) for id in ids)
    return Graph(nodes, tuple(Link(a, b, Criticality.HIGH, 1, assumed=False) for a, b in links))


def test_what_needs_it_stands_to_the_left_and_what_it_needs_to_the_right() -> None:
    layout = around(graph(("a", "m"), ("b", "m"), ("m", "c")), "m")
    x = {box.id: box.x for box in layout.boxes}
    assert x["a"] == x["b"] < x["m"] < x["c"]
    assert [box.id for box in layout.boxes] == ["a", "b", "m", "c"]


def test_boxes_are_within_the_drawing_and_apart() -> None:
    layout = around(graph(*((f"a{n}", "m") for n in range(7)), ("m", "c")), "m")
    for box in layout.boxes:
        assert box.x >= 0 and box.x + box.width <= layout.width
        assert box.y >= 0 and box.y + box.height <= layout.height
    for one in layout.boxes:
        for other in layout.boxes:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert one is other or beside or above


def test_lines_go_from_the_one_that_needs_to_the_one_that_is_needed() -> None:
    layout = around(graph(("a", "m"), ("m", "c")), "m")
    boxes = {box.id: box for box in layout.boxes}
    first, second = layout.lines
    assert (first.start.x, first.tip.x) == (boxes["a"].x + boxes["a"].width, boxes["m"].x)
    assert (second.start.x, second.tip.x) == (boxes["m"].x + boxes["m"].width, boxes["c"].x)


def test_two_that_need_each_other_are_two_boxes_and_two_lines() -> None:
    layout = around(graph(("a", "m"), ("m", "a")), "m")
    assert [box.id for box in layout.boxes] == ["a", "m"]
    assert [line.heading.x for line in layout.lines] == [1.0, -1.0]


def test_the_same_graph_gives_the_same_layout() -> None:
    made = graph(("a", "m"), ("m", "c"), ("m", "d"))
    assert around(made, "m") == around(made, "m")
