"""Where things are in a drawing. One unit is one CSS pixel at full size; y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place."""

    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A link's way: `curve` is a start and then three points for each cubic Bézier,
    empty where there are none; `path` draws it.

    `start` is marked where a line needs it; `tip` is where it arrives, `heading` the unit vector in which it does.
    """

    path: str
    curve: tuple[Point, ...]
    start: Point
    tip: Point
    heading: Point


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of the text in a box, and its distance from the box's side. A name has at most `lines` lines."""

    name: float
    word: float
    padding: float
    lines: int


@dataclass(frozen=True, slots=True)
class Layout:
    """`boxes` in reading order: from the top, then from the left. `lines` in the order of the graph's links."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    sizes: Sizes


def written(number: float) -> str:
    """With one decimal at most: a tenth of a pixel is not seen."""
    return f"{number:.1f}".removesuffix(".0")
