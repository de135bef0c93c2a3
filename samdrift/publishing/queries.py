"""What the public is told at present, for pages that are made when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from samdrift.publishing import told
from samdrift.publishing.generation import Store
from samdrift.publishing.pages import addresses, map_words, standing
from samdrift.vocabulary import Level, State

STALE_AFTER = timedelta(seconds=15)
"""As the edge has it: what nobody has confirmed for so long is not told as news."""


@dataclass(frozen=True, slots=True)
class Told:
    """A system's state in words, its shape, since when, and the public page, in the active language."""

    standing: str
    word: str
    since: datetime
    address: str


def publicly_told(root: Path) -> dict[str, Told]:
    """By slug, as the current generation's `status.json` says; empty before the first generation."""
    content = Store(root).read(told.ADDRESS) or told.NOTHING
    return {part["slug"]: _told(part) for part in json.loads(content)["systems"]}


@dataclass(frozen=True, slots=True)
class SeenNow:
    """How the map tells of each system, by slug, as the worker confirmed it at `at`. `felt`: the ends of those links by
    which trouble may reach somebody now."""

    at: datetime
    by_slug: Mapping[str, map_words.Seen]
    felt: frozenset[tuple[str, str]]


def seen_now(root: Path, now: datetime) -> SeenNow | None:
    """None where the worker has not confirmed it lately."""
    store = Store(root)
    confirmed = store.confirmed_at()
    if confirmed is None or now - confirmed > STALE_AFTER:
        return None
    parts = json.loads(store.read(told.ADDRESS) or told.NOTHING)["systems"]
    return SeenNow(
        confirmed,
        {part["slug"]: _on_the_map(part) for part in parts},
        frozenset(ends for part in parts for ends in _felt(part)),
    )


def _on_the_map(part: dict[str, Any]) -> map_words.Seen:
    state, expected = _state(part), part["expected"]
    felt = bool(expected) and expected["begins"] is None
    return map_words.one_seen(standing.standing(state), standing.word(state), may_feel=felt)


def _felt(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if standing.standing(_state(part)).is_trouble:
        return
    for each in (part, *part["services"]):
        if each["expected"] and each["expected"]["begins"] is None:
            yield from pairwise((part["slug"], *each["expected"]["because"]))


def _told(part: dict[str, Any]) -> Told:
    state = _state(part)
    return Told(
        standing=standing.standing(state).value,
        word=standing.word(state),
        since=datetime.fromisoformat(part["since"]),
        address=addresses.page("system", "en" if get_language() == "en" else "da", part["slug"]),
    )


def _state(part: dict[str, Any]) -> State:
    return State(Level.from_word(part["level"]), bool(part["planned"]), bool(part["observed"]))
