from __future__ import annotations

import xml.etree.ElementTree as ET

from samdrift.portfolio.map import Graph, LinkWords, NodeWords, draw, lanes, layers, of_systems, view
from tests.portfolio.map.cast import demonstration

WHOLE = view(demonstration())
GRAPH = of_systems(WHOLE.systems, WHOLE.edges)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(graph: Graph = GRAPH, *, name: str = "", kind: str = "layers", **words: str) -> ET.Element:
    nodes = {
        node.id: NodeWords(
            name=name or node.name.da,
            address=f"/systemer/{node.id}/",
            standing=words.get("standing", "working"),
            word=words.get("word", "Virker"),
            label=f"{node.name.da}: virker.",
            mark=words.get("mark", ""),
        )
        for node in graph.nodes
    }
    lines = [LinkWords(f"{link.consumer} har brug for {link.provider}") for link in graph.links]
    wide = layers(graph)
    layout = wide if kind == "layers" else lanes(graph, tuple(box.id for box in wide.boxes))
    svg = draw(layout, graph.links, nodes=nodes, lines=lines, kind=kind, label="Kort & tegning")
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314  (our own)


def test_it_is_well_formed_whatever_a_name_holds() -> None:
    names = {text.text for text in drawn(name="A < B & \"C\" 'D'").iter(f"{SVG}text") if text.get("class") == "name"}
    assert names == {"A < B & \"C\" 'D'"}


def test_every_node_is_a_link_with_its_words_in_reading_order() -> None:
    links = list(drawn().iter(f"{SVG}a"))
    assert [link.get("data-id") for link in links] == [box.id for box in layers(GRAPH).boxes]
    assert all(link.get("href") == f"/systemer/{link.get('data-id')}/" for link in links)
    assert all(str(link.get("aria-label")).endswith(": virker.") for link in links)


def test_a_state_is_told_by_shape_word_and_class() -> None:
    link = next(drawn(standing="major", word="Nedbrud").iter(f"{SVG}a"))
    (shape,) = link.iter(f"{SVG}use")
    assert shape.get("href") == "#shape-major"
    assert "Nedbrud" in [text.text for text in link.iter(f"{SVG}text")]
    assert "node-major" in str(link.get("class"))


def test_a_node_without_a_state_has_no_shape() -> None:
    assert list(drawn(standing="", word="Ekstern").iter(f"{SVG}use")) == []


def test_a_mark_has_its_place_beside_the_state() -> None:
    link = next(drawn(mark="Kan være påvirket").iter(f"{SVG}a"))
    assert [text.text for text in link.iter(f"{SVG}text")][-2:] == ["Virker", "Kan være påvirket"]


def test_what_is_more_critical_lies_on_top() -> None:
    order = [str(group.get("class")).split()[1] for group in drawn().iter(f"{SVG}g") if group.get("data-from")]
    assert order == sorted(order, key=["link-low", "link-high", "link-critical"].index)


def test_lines_are_hidden_from_those_who_hear_the_page_and_tell_pointers_what_they_are() -> None:
    (lines,) = (group for group in drawn().iter(f"{SVG}g") if group.get("class") == "links")
    assert lines.get("aria-hidden") == "true"
    assert len(list(lines.iter(f"{SVG}title"))) == len(GRAPH.links)


def test_two_drawings_on_one_page_share_no_id() -> None:
    ids = [link.get("id") for kind in ("layers", "lanes") for link in drawn(kind=kind).iter(f"{SVG}a")]
    assert len(ids) == len(set(ids)) == 2 * len(GRAPH.nodes)


def test_the_policy_forbids_styles_and_scripts_in_it() -> None:
    for element in drawn().iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
