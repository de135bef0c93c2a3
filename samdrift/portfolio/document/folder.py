"""A folder of system documents, one `<slug>.yaml` each."""

from __future__ import annotations

from pathlib import Path

from samdrift.portfolio.document import yaml
from samdrift.portfolio.document.composed import MAX_CHARACTERS
from samdrift.portfolio.document.faults import Fault, Faults
from samdrift.portfolio.document.template import SystemDocument


def load_file(path: Path) -> SystemDocument:
    """The document in `path`. Raises Faults."""
    if path.stat().st_size > 4 * MAX_CHARACTERS:  # a character is at most four bytes of UTF-8
        raise Faults([Fault(str(path), None, "", f"{path.stat().st_size} bytes", f"at most {4 * MAX_CHARACTERS}")])
    written = path.read_bytes()
    try:
        return yaml.read(written.decode(), str(path))
    except UnicodeDecodeError as fault:
        line = written.count(b"\n", 0, fault.start) + 1
        raise Faults([Fault(str(path), line, "", "bytes that are not UTF-8", "text in UTF-8")]) from None


def load_folder(path: Path) -> tuple[SystemDocument, ...]:
    """Every document in the folder, in the order of file names. Raises Faults over all files at once."""
    faults: list[Fault] = []
    documents: dict[Path, SystemDocument] = {}
    for file in sorted(each for each in path.iterdir() if each.suffix in {".yaml", ".yml"}):
        try:
            documents[file] = load_file(file)
        except Faults as found:
            faults += found.faults
    if not documents and not faults:
        faults.append(Fault(str(path), None, "", "no documents", "files named <slug>.yaml"))
    faults += [*_misnamed(documents), *_twice(documents)]
    if faults:
        raise Faults(faults)
    return tuple(documents.values())


def _misnamed(documents: dict[Path, SystemDocument]) -> list[Fault]:
    return [
        Fault(str(file), None, "identity.slug", repr(document.slug), f"the file's name, {file.stem!r}")
        for file, document in documents.items()
        if file.stem != document.slug
    ]


def _twice(documents: dict[Path, SystemDocument]) -> list[Fault]:
    first: dict[str, Path] = {}
    return [
        Fault(str(file), None, "identity.slug", repr(document.slug), f"a slug of its own; {other.name} has it")
        for file, document in documents.items()
        if (other := first.setdefault(document.slug, file)) != file
    ]
