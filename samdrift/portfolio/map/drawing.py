"""Write a layout as SVG: links first, nodes on top of them, each node a link to its page.

Colours, widths and dashes are the style sheet's, by class; without it the drawing is still legible. Nodes are a list
to assistive technology, in reading order; lines are hidden from it, because each node's own words tell of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from samdrift.portfolio.map.geometry import Box, Layout, Line, Sizes, written
from samdrift.portfolio.map.graph import Link
from samdrift.portfolio.map.metrics import wrapped


@dataclass(frozen=True, slots=True)
class NodeWords:
    """What a page says of a node, in one language. `standing` names the shape and the colour; empty where no state is
    told. `label` is all of it in one sentence, for those who hear the page.

    `mark` is a second word on the box's edge: "new", or later "may be affected". `kinds` are further classes.
    """

    name: str
    address: str
    standing: str
    word: str
    label: str
    mark: str = ""
    kinds: tuple[str, ...] = ()

    def also(self, kind: str) -> NodeWords:
        return replace(self, kinds=(*self.kinds, kind))


@dataclass(frozen=True, slots=True)
class LinkWords:
    """`title` says what the line says; a pointer that rests on it reads it. `kinds` are further classes."""

    title: str
    kinds: tuple[str, ...] = ()


def draw(
    layout: Layout,
    links: Sequence[Link],
    *,
    nodes: Mapping[str, NodeWords],
    lines: Sequence[LinkWords],
    kind: str,
    label: str,
) -> str:
    """`links` and `lines` in the order of the layout's lines. `kind` is a class, and starts every id.

    The symbols `shape-…` must be on the page.
    """
    wide, high = written(layout.width), written(layout.height)
    drawn = sorted(zip(links, layout.lines, lines, strict=True), key=lambda each: _LAST[each[0].criticality.value])
    return "".join(
        (
            f'<svg class="map-drawing map-{kind}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"',
            f' role="group" aria-label="{escape(label)}"><g class="links" aria-hidden="true">',
            *(_link(link, line, words) for link, line, words in drawn),
            '</g><g class="nodes" role="list">',
            *(_node(box, nodes[box.id], kind, layout.sizes) for box in layout.boxes),
            "</g></svg>",
        )
    )


_LAST = {"low": 0, "high": 1, "critical": 2}
"""What matters most lies on top."""


def _link(link: Link, line: Line, words: LinkWords) -> str:
    assumed = ("link-assumed",) if link.assumed else ()
    classes = " ".join(("link", f"link-{link.criticality.value}", *assumed, *words.kinds))
    return (
        f'<g class="{classes}" data-from="{link.consumer}" data-to="{link.provider}">'
        f'<title>{escape(words.title)}</title><path class="reach" d="{line.path}" fill="none" stroke="none"/>'
        f'<path class="way" d="{line.path}" fill="none" stroke="#707070"/>'
        f'<path class="tip" d="{_arrow(line)}"/>'
        f'<circle class="start" cx="{written(line.start.x)}" cy="{written(line.start.y)}" r="3"/></g>'
    )


def _arrow(line: Line) -> str:
    tip, heading = line.tip, line.heading
    back_x, back_y = tip.x - 10.5 * heading.x, tip.y - 10.5 * heading.y
    left = f"{written(back_x - 4 * heading.y)} {written(back_y + 4 * heading.x)}"
    right = f"{written(back_x + 4 * heading.y)} {written(back_y - 4 * heading.x)}"
    return f"M{written(tip.x)} {written(tip.y)}L{left}L{right}Z"


def _node(box: Box, words: NodeWords, kind: str, sizes: Sizes) -> str:
    classes = " ".join(("node", *((f"node-{words.standing}",) if words.standing else ()), *words.kinds))
    left, step = box.x + sizes.padding, sizes.name * 1.26
    room = box.width - 2 * sizes.padding
    lines = wrapped(words.name, sizes.name, room, sizes.lines)
    below = sizes.word * 1.35 if words.word else 0
    first = box.y + (box.height - step * len(lines) - below) / 2 + sizes.name * 0.92
    base = first + step * (len(lines) - 1) + sizes.word * 1.5
    x = written(left)
    # The spaces keep words apart for those who hear what is written: an accessible name holds what is seen.
    names = " ".join(
        f'<text class="name" x="{x}" y="{written(first + step * n)}" font-size="{written(sizes.name)}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    )
    return (
        f'<g role="listitem"><a id="{kind}-{box.id}" class="{classes}" href="{escape(words.address)}"'
        f' aria-label="{escape(words.label)}" data-id="{box.id}">'
        f'<rect class="box" x="{written(box.x)}" y="{written(box.y)}" width="{written(box.width)}"'
        f' height="{written(box.height)}" rx="3" fill="#fff" stroke="#707070"/>'
        f"{names} {_state(words, left, base, room, sizes.word)} {_mark(words.mark, box, sizes.word)}</a></g>"
    )


def _state(words: NodeWords, left: float, base: float, room: float, size: float) -> str:
    if not words.word:
        return ""
    shape, x = "", left
    if words.standing:
        side = size + 1
        shape = (
            f'<use class="shape" href="#shape-{words.standing}" x="{written(left)}" y="{written(base - size * 0.86)}"'
            f' width="{written(side)}" height="{written(side)}"/>'
        )
        x = left + side + 6
        room -= side + 6
    (told,) = wrapped(words.word, size, room, lines=1)
    return (
        f'{shape}<text class="word" x="{written(x)}" y="{written(base)}" font-size="{written(size)}">'
        f"{escape(told)}</text>"
    )


def _mark(mark: str, box: Box, size: float) -> str:
    """A small flag on the upper right corner."""
    if not mark:
        return ""
    right = box.x + box.width - 8
    return (
        f'<text class="mark" x="{written(right)}" y="{written(box.y + size + 2)}" font-size="{written(size - 1)}"'
        f' text-anchor="end">{escape(mark)}</text>'
    )
