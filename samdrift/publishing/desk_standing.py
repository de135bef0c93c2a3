"""How the public pages themselves are, for the desk: whether they are kept up to date, and what of them is not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext, gettext_noop

from samdrift.isolation import Fault, Step
from samdrift.publishing import told
from samdrift.publishing.generation import Store
from samdrift.publishing.pages import addresses
from samdrift.publishing.queries import STALE_AFTER
from samdrift.publishing.recorded_faults import recorded_faults
from samdrift.snapshot.standing_still import StandingStill
from samdrift.vocabulary import Language

NAMED_AT_MOST = 5
"""Things in a heading that one and the same error keeps from being updated; the others are listed below it."""

_WORDS = {
    Step.COLLECT: gettext_noop("Asking the monitoring systems"),
    Step.SILENCE: gettext_noop("Noticing what falls silent"),
    Step.RELEASE: gettext_noop("Ends of faults that wait for proof"),
    Step.WEIGH: gettext_noop("How much each service weighs"),
    Step.SETTLE: gettext_noop("The state"),
    Step.HAND_OVER: gettext_noop("Handing over to a new owner"),
    Step.PORTFOLIO: gettext_noop("What the documents say"),
    Step.FALLBACKS: gettext_noop("What the documents say of fallbacks"),
    Step.GRAPH: gettext_noop("Who needs whom"),
    Step.READ: gettext_noop("The state"),
    Step.MEASURE: gettext_noop("Uptime"),
    Step.CORRECTIONS: gettext_noop("Corrections of the history"),
    Step.EXPECT: gettext_noop("What may be affected"),
    Step.HEARD: gettext_noop("When monitoring was last heard"),
    Step.DOCUMENTS: gettext_noop("Documentation"),
    Step.PRINTS: gettext_noop("Documentation in print"),
    Step.EXPORTS: gettext_noop("Files that tell of all systems"),
    Step.MEMORY: gettext_noop("What was published before"),
    Step.RECORD: gettext_noop("The record of faults"),
    Step.SWEEP: gettext_noop("Clearing away what is old"),
    Step.REMIND: gettext_noop("Reminders"),
    Step.NEXT: gettext_noop("When something is due next"),
    Step.TURN: gettext_noop("Publishing as a whole"),
}


@dataclass(frozen=True, slots=True)
class NotUpdated:
    """`since` is None where nothing was ever published; `why` empty where nothing says so. `unread` is true where it
    was published, and cannot be read."""

    since: datetime | None
    why: str
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What cannot be updated: in words, or a public address that `link` leads to."""

    what: str
    link: str


@dataclass(frozen=True, slots=True)
class Failing:
    """What one and the same error keeps from being updated, since the first of it failed."""

    things: tuple[Thing, ...]
    more: tuple[Thing, ...]
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class PublicPages:
    """`not_updated` is None where a worker has confirmed lately what readers are given."""

    not_updated: NotUpdated | None
    failing: tuple[Failing, ...]


def public_pages(
    root: Path, language: Language, now: datetime, standing_still: StandingStill | None = None
) -> PublicPages:
    """One query. `standing_still` is what the edge says."""
    store, faults = Store(root), recorded_faults()
    turn = faults.pop((Step.TURN, ""), None)
    not_updated = None
    confirmed = store.confirmed_at()
    if confirmed is None or now - confirmed > STALE_AFTER:
        not_updated = NotUpdated(confirmed, turn.why if turn else "")
    elif standing_still is not None:
        not_updated = NotUpdated(standing_still.since or confirmed, standing_still.why, unread=True)
    return PublicPages(not_updated, tuple(_failing(faults.values(), _names(store, language), language)))


def _failing(faults: Iterable[Fault], names: Mapping[str, str], language: Language) -> Iterable[Failing]:
    same: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        same[fault.why].append(fault)
    for why, own in same.items():
        things = list(dict.fromkeys(_thing(fault, names, language) for fault in own))
        since = min(fault.since for fault in own)
        yield Failing(tuple(things[:NAMED_AT_MOST]), tuple(things[NAMED_AT_MOST:]), since, why)


def _thing(fault: Fault, names: Mapping[str, str], language: Language) -> Thing:
    # What stands after an address tells the worker which part or form of it is meant.
    what = fault.what.partition(" (")[0]
    words = gettext(_WORDS[Step(what)]) if what in set(Step) else what
    name = names.get(fault.system, fault.system)
    link = addresses.page("system", language, fault.system) if fault.system in names else ""
    return Thing(f"{name}: {words}" if name else words, what if what.startswith("/") else link)


def _names(store: Store, language: Language) -> dict[str, str]:
    content = store.read(told.ADDRESS) or told.NOTHING
    return {part["slug"]: part["name"][language] for part in json.loads(content)["systems"] if "name" in part}
