"""Files of system documents, alone or as a folder with one `<slug>.yaml` or `<slug>.json` each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from samdrift.portfolio.document import written
from samdrift.portfolio.document.composed import MAX_CHARACTERS, NotComposed, compose
from samdrift.portfolio.document.composed_json import compose_json
from samdrift.portfolio.document.faults import Fault, Faults
from samdrift.portfolio.document.given import group
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.written import Written

_FORMS = {".yaml": compose, ".yml": compose, ".json": compose_json}


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in files, the good beside the bad, in the order given."""

    documents: tuple[Written, ...] = ()
    broken: tuple[Fault, ...] = ()
    """What is wrong in a file by itself."""
    faulty: frozenset[str] = frozenset()
    """The systems that files with faults are about, as far as that can be told: others may well refer to them."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, without references from one document to another."""
        return *self.broken, *written_twice(self.documents)

    def whole(self) -> tuple[Written, ...]:
        """The documents; raises Faults where anything is wrong."""
        if self.faults:
            raise Faults(self.faults)
        return self.documents


def together(several: Iterable[Read]) -> Read:
    parts = tuple(several)
    return Read(
        tuple(chain.from_iterable(each.documents for each in parts)),
        tuple(chain.from_iterable(each.broken for each in parts)),
        frozenset().union(*(each.faulty for each in parts)),
    )


def load_file(path: Path) -> SystemDocument:
    """The document in `path`. Raises Faults."""
    return _written_in(path).document


def load_folder(path: Path) -> tuple[SystemDocument, ...]:
    """Every document in the folder, in the order of file names. Raises Faults over all files at once."""
    return tuple(each.document for each in read_folder(path).whole())


def read_folder(path: Path) -> Read:
    files = sorted(each for each in path.iterdir() if each.suffix in _FORMS)
    if not files:
        return Read(broken=(Fault(str(path), None, "", "no documents", "files named <slug>.yaml"),))
    read = together(map(read_file, files))
    misnamed = [(stem, each) for each in read.documents if (stem := Path(each.file).stem) != each.document.slug]
    faults = (_slug(each, f"the file's name, {stem!r}") for stem, each in misnamed)
    return replace(read, broken=(*read.broken, *faults), faulty=read.faulty | {stem for stem, _ in misnamed})


def read_file(path: Path) -> Read:
    try:
        return Read((_written_in(path),))
    except Faults as found:
        return Read(broken=found.faults, faulty=frozenset({path.stem, _slug_in(path)}))


def _written_in(path: Path) -> Written:
    return written.read(text_in(path), str(path), _FORMS.get(path.suffix, compose))


def _slug_in(path: Path) -> str:
    """What stands there as the slug, though the rest is no document. The file's name where nothing can be read."""
    try:
        value = _FORMS.get(path.suffix, compose)(text_in(path)).value
    except (Faults, NotComposed):
        return path.stem
    return str(group(group(value).get("identity")).get("slug", path.stem))


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


def _slug(document: Written, expected: str) -> Fault:
    slug = document.document.slug
    return document.at_home(Fault(slug, None, "identity.slug", repr(slug), expected))
