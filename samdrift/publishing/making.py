"""Makes files one by one. Where one cannot be made, what stood there before stays, and says since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from samdrift.isolation import Isolation
from samdrift.publishing.generation import File, Store
from samdrift.snapshot.generation import Entry
from samdrift.snapshot.not_updated import not_updated_since

Make = Callable[[], bytes]

STALE_FORM = " (stale)"
"""After the address, where it is the "not updated since" form that cannot be made."""


@dataclass(frozen=True, slots=True)
class Making:
    """How one file is made. Each form has the whole of it first, then what may stand in for it."""

    media_type: str
    cache: str
    fresh: tuple[Make, ...]
    stale: tuple[Make, ...] = ()


Makings = Mapping[str, Making]
"""By address."""


class Maker:
    """`standing` is what the current generation says, by address, last confirmed at `confirmed_at`."""

    def __init__(self, store: Store, isolation: Isolation) -> None:
        self._store = store
        self._isolation = isolation
        self.standing: Mapping[str, Entry] = {}
        self.confirmed_at: datetime | None = None

    def make(self, makings: Makings, system: str = "") -> dict[str, Entry]:
        """What now stands at each address; one is left out where nothing could be made and nothing stood before."""
        made = ((address, self._made(address, making, system)) for address, making in makings.items())
        return {address: entry for address, entry in made if entry is not None}

    def stood(self, address: str) -> Entry | None:
        """What the current generation says at `address`, if every byte of it is there."""
        entry = self.standing.get(address)
        return entry if entry is not None and self._store.holds(entry) else None

    def said(self, address: str) -> bytes | None:
        """The bytes of what stood at `address`."""
        entry = self.stood(address)
        return None if entry is None else self._store.content(entry.object)

    def _made(self, address: str, making: Making, system: str) -> Entry | None:
        fresh = self._isolation.attempt(address, system, *making.fresh)
        if not making.stale:
            return self.stood(address) if fresh is None else self._put(making, fresh, None)
        stale = self._isolation.attempt(address + STALE_FORM, system, *making.stale)
        if fresh is None and stale is not None:
            # What is known now, said as what was last known: better than a page of before.
            stale = fresh = not_updated_since(stale, self._isolation.now)
        old = self._not_updated(address) if stale is None else None
        if fresh is None:
            return self._put(making, old, old) if old is not None else self.stood(address)
        return self._put(making, fresh, old if stale is None else stale)

    def _not_updated(self, address: str) -> bytes | None:
        """The page of before in the form that says since when it was not updated."""
        entry = self.stood(address)
        if entry is None or entry.stale is None:
            return None
        return not_updated_since(self._store.content(entry.stale), self.confirmed_at or self._isolation.now)

    def _put(self, making: Making, fresh: bytes, stale: bytes | None) -> Entry:
        return self._store.put(File(fresh, making.media_type, making.cache, stale))
