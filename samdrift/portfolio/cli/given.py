"""The documents in the files and folders that a command was given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.document.folder import Read, read_file, read_folder, text_in, together
from samdrift.portfolio.document.references import dangling
from samdrift.portfolio.document.written import Written
from samdrift.portfolio.formats import graph_in
from samdrift.vocabulary import slug_of


def read(paths: Sequence[Path]) -> Read:
    """Every document, in the order given, and everything that is wrong in any of them."""
    return together(map(_read, paths))


def dangling_among(read: Read) -> list[Fault]:
    """References from the documents to systems that none of the files is about; of what a system is that has faults of
    its own, or two documents, nothing is known."""
    written = {each.document.slug: each for each in read.documents}
    contents = {slug: each.document.content() for slug, each in written.items()}
    count = Counter(each.document.slug for each in read.documents)
    unknown = {*read.faulty, *(slug for slug, times in count.items() if times > 1)}
    found = dangling(contents, known="a system that one of these documents describes")
    return [written[fault.file].at_home(fault) for named, fault in found if named not in unknown]


def at_home(faults: Faults, documents: Iterable[Written]) -> Faults:
    """Faults that name documents by slug, with the files and lines that the documents were read from."""
    written = {each.document.slug: each for each in documents}
    return Faults(written[fault.file].at_home(fault) if fault.file in written else fault for fault in faults.faults)


def _read(path: Path) -> Read:
    if path.is_dir():
        return read_folder(path)
    graph = _json_in(path) if path.suffix == ".json" else None
    if isinstance(graph, dict) and "systems" in graph and "template" not in graph:
        return _read_graph(graph, str(path))
    return read_file(path)


def _read_graph(graph: dict[str, Any], name: str) -> Read:
    try:
        return Read(tuple(Written(document, name) for document in graph_in.documents_in(graph, name)))
    except Faults as found:
        systems = graph["systems"] if isinstance(graph["systems"], list) else []
        named = (slug_of(each) for each in systems if isinstance(each, str))
        return Read(broken=found.faults, faulty=frozenset(named))


def _json_in(path: Path) -> object:
    try:
        return json.loads(text_in(path))
    except (Faults, ValueError, RecursionError):
        return None  # what is wrong with it is told of a document
