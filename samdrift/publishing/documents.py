"""The files that tell of documents, kept from turn to turn: a few are made again at a time, so that a change of the
portfolio never holds up word of an outage."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samdrift.publishing.described import Described, Document
from samdrift.publishing.generation import File, Store
from samdrift.snapshot.generation import Entry

Make = Callable[[Document], dict[str, File]]


class Kept:
    """Files of each system, made again when what they say differs, at most `at_once` systems in a turn.

    Until then the files of before stand.
    """

    def __init__(self, make: Make, at_once: int) -> None:
        self._make, self._at_once = make, at_once
        self._made: dict[str, tuple[Document, dict[str, Entry]]] = {}

    def turn(self, documents: Mapping[str, Document], store: Store) -> bool:
        """True where something differs from the last turn."""
        gone = self._made.keys() - documents.keys()
        for slug in gone:
            del self._made[slug]
        due = [slug for slug, document in documents.items() if not self._is_made(slug, document)]
        for slug in due[: self._at_once]:
            files = self._make(documents[slug])
            self._made[slug] = documents[slug], {address: store.put(file) for address, file in files.items()}
        return bool(gone or due)

    @property
    def entries(self) -> dict[str, Entry]:
        return {address: entry for _, entries in self._made.values() for address, entry in entries.items()}

    def _is_made(self, slug: str, document: Document) -> bool:
        made = self._made.get(slug)
        return made is not None and (made[0] is document or made[0] == document)


class Documents:
    """Pages of documents and of the whole portfolio, and the same in print."""

    def __init__(self, *, pages: Make, prints: Make, whole: Callable[[Described], dict[str, File]]) -> None:
        self._pages, self._prints = Kept(pages, at_once=100), Kept(prints, at_once=4)
        self._whole = whole
        self._described: Described | None = None
        self._of_whole: dict[str, Entry] = {}

    def turn(self, described: Described, store: Store) -> bool:
        """Make what is due; True where something differs from the last turn."""
        differs = [kept.turn(described.documents, store) for kept in (self._pages, self._prints)]
        if described is not self._described:
            self._of_whole = {address: store.put(file) for address, file in self._whole(described).items()}
            self._described = described
            return True
        return any(differs)

    @property
    def entries(self) -> dict[str, Entry]:
        return self._of_whole | self._pages.entries | self._prints.entries
