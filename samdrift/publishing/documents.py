"""The files that tell of documents, kept from turn to turn: a few are made again at a time, after the states are out,
so that neither a change of the portfolio nor a document that cannot be made holds up word of an outage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from operator import eq, is_
from typing import Generic, TypeVar

from samdrift.isolation import Isolation, Step
from samdrift.publishing.described import Described, Document
from samdrift.publishing.making import Maker, Makings
from samdrift.snapshot.generation import Entry

T = TypeVar("T")
Make = Callable[[T], Makings]

AGAIN = timedelta(minutes=1)
"""How long what cannot be made rests before it is tried again, unless its document changes."""
_TAKEN_OVER = 100
"""Systems whose files of the last worker are looked through in one turn."""


@dataclass(frozen=True, slots=True)
class _Made(Generic[T]):
    """`document` is None while the files are those that the last worker made."""

    document: T | None
    entries: Mapping[str, Entry]


class Kept(Generic[T]):
    """Files of each system, made again when what they say differs, at most `at_once` systems in a turn.

    Until then the files of before stand; those of one that cannot be made stand on.
    """

    def __init__(
        self,
        step: Step,
        make: Make[T],
        at_once: int,
        isolation: Isolation,
        same: Callable[[T, T], bool] = eq,
    ) -> None:
        self._step, self._make, self._at_once, self._same = step, make, at_once, same
        self._isolation = isolation
        self._made: dict[str, _Made[T]] = {}
        self.failing: dict[str, frozenset[str]] = {}
        """By system, the addresses that could not be made."""

    def take_over(self, documents: Mapping[str, T], maker: Maker) -> None:
        """Let what the last worker made stand until it is made anew."""
        for slug in [slug for slug in documents if slug not in self._made][:_TAKEN_OVER]:
            makings = self._makings(slug, documents[slug]) or {}
            stood = {address: maker.stood(address) for address in makings}
            self._made[slug] = _Made(None, {address: entry for address, entry in stood.items() if entry is not None})

    def turn(self, documents: Mapping[str, T], maker: Maker) -> bool:
        """True where something differs from the last turn."""
        gone = self._made.keys() - documents.keys()
        differs = [bool(self._made.pop(slug).entries) for slug in gone]
        for slug in gone:
            self.failing.pop(slug, None)
        due = [slug for slug, document in documents.items() if not self._is_made(slug, document)]
        again = [slug for slug in self.failing if slug not in due and not self._rests(slug)]
        differs += [self._turn(slug, documents[slug], maker) for slug in [*due, *again][: self._at_once]]
        return any(differs)

    @property
    def entries(self) -> dict[str, Entry]:
        return {address: entry for made in self._made.values() for address, entry in made.entries.items()}

    def _turn(self, slug: str, document: T, maker: Maker) -> bool:
        known = self._made.get(slug)
        stood = known.entries if known else {}
        makings = self._makings(slug, document) or {}
        entries = self._isolation.attempt(self._step, slug, lambda: maker.make(makings, slug)) if makings else stood
        self._made[slug] = _Made(document, stood if entries is None else entries)
        standing = self._isolation.standing
        failing = frozenset(what for what in (self._step, *makings) if (what, slug) in standing)
        self.failing.pop(slug, None)
        if failing:
            self.failing[slug] = failing
        return self._made[slug].entries != stood

    def _makings(self, slug: str, document: T) -> Makings | None:
        return self._isolation.attempt(self._step, slug, lambda: self._make(document))

    def _rests(self, slug: str) -> bool:
        return any(self._isolation.rests(what, slug, AGAIN) for what in self.failing[slug])

    def _is_made(self, slug: str, document: T) -> bool:
        made = self._made.get(slug)
        if made is None or made.document is None:
            return False
        return made.document is document or self._same(made.document, document)


class Documents:
    """Pages of documents and of the whole portfolio, and the same in print."""

    def __init__(
        self, isolation: Isolation, *, pages: Make[Document], prints: Make[Document], whole: Make[Described]
    ) -> None:
        self._pages, self._prints = (
            Kept(Step.DOCUMENTS, pages, 100, isolation),
            Kept(Step.PRINTS, prints, 4, isolation),
        )
        self._whole = Kept(Step.EXPORTS, whole, 1, isolation, is_)

    def take_over(self, described: Described, maker: Maker) -> None:
        """Let what the last worker made stand until it is made anew."""
        for kept in (self._pages, self._prints):
            kept.take_over(described.documents, maker)
        self._whole.take_over({"": described}, maker)

    def turn(self, described: Described, maker: Maker) -> bool:
        """Make what is due; True where something differs from the last turn."""
        differs = [kept.turn(described.documents, maker) for kept in (self._pages, self._prints)]
        return any([self._whole.turn({"": described}, maker), *differs])

    @property
    def entries(self) -> dict[str, Entry]:
        return self._whole.entries | self._pages.entries | self._prints.entries

    @property
    def failing(self) -> frozenset[tuple[str, str]]:
        """What could not be made, and of which system."""
        kept: tuple[Kept[Document] | Kept[Described], ...] = (self._pages, self._prints, self._whole)
        return frozenset((what, slug) for each in kept for slug, failing in each.failing.items() for what in failing)
