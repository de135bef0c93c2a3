"""What a document is laid out of, whether on a page or on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some words on a line. `address` is where they lead, if anywhere; `mark` sets them apart: they are of our making,
    as "assumed"."""

    text: str
    address: str = ""
    mark: bool = False


Line = tuple[Run, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is said under it, on one line or several."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several, as a service. Without a `title` the facts are those of the part itself."""

    title: str
    facts: tuple[Fact, ...]
    lead: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Each row has a cell for each column; the first says what the row is about. A cell is one line or several.

    `anchors` name rows in the page's address: one for each row, empty for a row without; or none at all.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()

    @property
    def named_rows(self) -> list[tuple[str, list[tuple[str, Cell]]]]:
        """Each row's anchor, and its cells, each with its column's name, which a narrow page puts before it."""
        anchors = self.anchors or ("",) * len(self.rows)
        return [
            (anchor, list(zip(self.columns, row, strict=True))) for anchor, row in zip(anchors, self.rows, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a document. `anchor` names it in the page's address."""

    anchor: str
    title: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.lines or self.entries or self.tables)


def said(text: str) -> Line:
    return (Run(text),)


def linked(text: str, address: str) -> Line:
    return (Run(text, address),)


def spaced(*runs: Run) -> Line:
    """The runs with a space between them."""
    first, *rest = runs
    return (first, *(part for run in rest for part in (Run(" "), run)))


def facts(*named: tuple[str, tuple[Line, ...] | str]) -> tuple[Fact, ...]:
    """Those of `named` that say something."""
    return tuple(Fact(name, (said(value),) if isinstance(value, str) else value) for name, value in named if value)
