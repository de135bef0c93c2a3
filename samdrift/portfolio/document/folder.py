"""Files of system documents, alone or as a folder with one `<slug>.yaml` or `<slug>.json` each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from samdrift.portfolio.document import written
from samdrift.portfolio.document.composed import MAX_CHARACTERS, compose
from samdrift.portfolio.document.composed_json import compose_json
from samdrift.portfolio.document.faults import Fault, Faults
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.written import Written

_FORMS = {".yaml": compose, ".yml": compose, ".json": compose_json}


def load_file(path: Path) -> SystemDocument:
    """The document in `path`. Raises Faults."""
    return written_in(path).document


def load_folder(path: Path) -> tuple[SystemDocument, ...]:
    """Every document in the folder, in the order of file names. Raises Faults over all files at once."""
    return tuple(each.document for each in written_in_all(path))


def written_in(path: Path) -> Written:
    """The document in `path` and where in it. Raises Faults."""
    return written.read(text_in(path), str(path), _FORMS.get(path.suffix, compose))


def written_in_all(path: Path) -> tuple[Written, ...]:
    """As `written_in`, of every document in the folder."""
    faults: list[Fault] = []
    found: list[Written] = []
    files = sorted(each for each in path.iterdir() if each.suffix in _FORMS)
    for file in files:
        try:
            found.append(written_in(file))
        except Faults as each:
            faults += each.faults
    if not files:
        faults.append(Fault(str(path), None, "", "no documents", "files named <slug>.yaml"))
    faults += [*_misnamed(found), *written_twice(found)]
    if faults:
        raise Faults(faults)
    return tuple(found)


def text_in(path: Path) -> str:
    size = path.stat().st_size
    if size > 4 * MAX_CHARACTERS:  # a character is at most four bytes of UTF-8
        raise Faults([Fault(str(path), None, "", f"{size} bytes", f"at most {4 * MAX_CHARACTERS}")])
    content = path.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Faults([Fault(str(path), line, "", "bytes that are not UTF-8", "text in UTF-8")]) from None


def written_twice(documents: Iterable[Written]) -> list[Fault]:
    """A fault for every document of a system that one before it describes."""
    first: dict[str, Written] = {}
    return [
        _slug(each, f"a slug of its own; {Path(other.file).name} has it")
        for each in documents
        if (other := first.setdefault(each.document.slug, each)) is not each
    ]


def _misnamed(documents: Sequence[Written]) -> list[Fault]:
    return [
        _slug(each, f"the file's name, {Path(each.file).stem!r}")
        for each in documents
        if Path(each.file).stem != each.document.slug
    ]


def _slug(document: Written, expected: str) -> Fault:
    slug = document.document.slug
    return document.at_home(Fault(slug, None, "identity.slug", repr(slug), expected))
