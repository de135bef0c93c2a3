"""A YAML text as plain values, with the line of each, and without YAML's surprises.

Every scalar is read as the text that was written: `no` is the name No, not false, and a date is checked by the field
that wants a date. Anchors, aliases and tags are refused, so that a small file cannot unfold into a huge one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

MAX_CHARACTERS = 200_000
MAX_DEPTH = 12

Path = tuple[str | int, ...]


class NotComposed(Exception):
    """The text cannot be read as YAML: from `line` on, nothing is known."""

    def __init__(self, line: int, value: str, expected: str) -> None:
        self.line, self.value, self.expected = line, value, expected
        super().__init__(expected)


@dataclass(slots=True)
class Composed:
    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    """Of each value the line where its key, or its dash, stands."""
    repeated: list[tuple[Path, int]] = field(default_factory=list)
    """Keys written again in the same group, with the line of the repetition. The first is kept."""

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest group around it that was written."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def compose(text: str) -> Composed:
    if len(text) > MAX_CHARACTERS:
        raise NotComposed(1, f"{len(text)} characters", f"at most {MAX_CHARACTERS}")
    try:
        node = _Loader(text).get_single_node()
    except _RefusedError as refused:
        raise NotComposed(refused.line, "YAML", refused.expected) from None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        raise NotComposed(line + 1, _line_of(text, line), f"YAML ({fault.problem})") from None
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position)
        raise NotComposed(line + 1, "an invisible control character", "text") from None
    if node is None:
        raise NotComposed(1, "nothing", "a system document")
    composed = Composed(lines={(): node.start_mark.line + 1})
    composed.value = _plain(node, (), composed)
    return composed


class _RefusedError(Exception):
    def __init__(self, line: int, expected: str) -> None:
        self.line, self.expected = line, expected


class _Loader(yaml.SafeLoader):
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _RefusedError(line, "every value written out, without anchors (&) and aliases (*)")
        if event.tag is not None:
            raise _RefusedError(line, "values without tags (!)")
        if self.depth == MAX_DEPTH:
            raise _RefusedError(line, f"at most {MAX_DEPTH} levels of groups within groups")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _plain(node: yaml.Node, path: Path, composed: Composed) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value, (*path, key), composed) for key, value in _members(node, path, composed)}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(entry, _entry(path, place, entry, composed), composed) for place, entry in enumerate(node.value)]
    return str(node.value)


def _members(node: yaml.MappingNode, path: Path, composed: Composed) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise NotComposed(line, "a group as a name", "the name of a field")
        member = (*path, key.value)
        if member in composed.lines:
            composed.repeated.append((member, line))
            continue
        composed.lines[member] = line
        yield key.value, value


def _entry(path: Path, place: int, node: yaml.Node, composed: Composed) -> Path:
    composed.lines[(*path, place)] = node.start_mark.line + 1
    return (*path, place)


def _line_of(text: str, line: int) -> str:
    lines = text.splitlines()
    return repr(lines[line].strip()[:60]) if line < len(lines) else "the end of the file"
