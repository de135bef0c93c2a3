"""What the public is told at present, for pages that are made when somebody asks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

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


def seen_now(root: Path, now: datetime) -> dict[str, map_words.Seen] | None:
    """By slug, how the map tells of each system; None where the worker has not confirmed it lately."""
    confirmed = Store(root).confirmed_at()
    if confirmed is None or now - confirmed > STALE_AFTER:
        return None
    return {slug: map_words.told(each.standing, each.word) for slug, each in publicly_told(root).items()}


def _told(part: dict[str, str]) -> Told:
    state = State(Level.from_word(part["level"]), bool(part["planned"]), bool(part["observed"]))
    return Told(
        standing=standing.standing(state).value,
        word=standing.word(state),
        since=datetime.fromisoformat(part["since"]),
        address=addresses.page("system", "en" if get_language() == "en" else "da", part["slug"]),
    )
