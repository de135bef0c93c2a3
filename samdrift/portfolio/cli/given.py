"""The documents in the files and folders that a command was given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.document.folder import text_in, written_in, written_in_all, written_twice
from samdrift.portfolio.document.references import dangling
from samdrift.portfolio.document.written import Written
from samdrift.portfolio.formats import graph_in


def read(paths: Sequence[Path]) -> tuple[Written, ...]:
    """Every document, in the order given. Raises Faults with everything that is wrong in any of them."""
    faults: list[Fault] = []
    found: list[Written] = []
    for path in paths:
        try:
            found += _documents_in(path)
        except Faults as each:
            faults += each.faults
    if faults := faults or written_twice(found):
        raise Faults(faults)
    return tuple(found)


def dangling_among(documents: Iterable[Written]) -> list[Fault]:
    """References from the documents to systems that none of them describes."""
    written = {each.document.slug: each for each in documents}
    contents = {slug: each.document.content() for slug, each in written.items()}
    found = dangling(contents, known="a system that one of these documents describes")
    return [written[fault.file].at_home(fault) for _, fault in found]


def at_home(faults: Faults, documents: Iterable[Written]) -> Faults:
    """Faults that name documents by slug, with the files and lines that the documents were read from."""
    written = {each.document.slug: each for each in documents}
    return Faults(written[fault.file].at_home(fault) if fault.file in written else fault for fault in faults.faults)


def _documents_in(path: Path) -> tuple[Written, ...]:
    if path.is_dir():
        return written_in_all(path)
    if path.suffix == ".json" and _is_graph(text := text_in(path)):
        return tuple(Written(document, str(path)) for document in graph_in.read(text, str(path)))
    return (written_in(path),)


def _is_graph(text: str) -> bool:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "systems" in content and "template" not in content
