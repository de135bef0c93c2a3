"""The demo portfolio, three sources, and signals that are ours, theirs and nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts.models import AuditEntry
from samdrift.monitoring.actions.sources import Rhythm, create_source
from samdrift.monitoring.models import Mapping, Signal, Source, Transition
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import load_folder
from samdrift.portfolio.models import Component
from tests.accounts.cast import NOW, Cast

PORTFOLIO = Path(__file__).parents[3] / "demo" / "portfolio"


@dataclass(frozen=True)
class Scene:
    """`ours` counts for MitID's login from the beginning of time, `theirs` for Virk, `free` for nothing."""

    cast: Cast
    polled: Source
    pushed: Source
    token: str
    unproven: Source
    ours: Signal
    theirs: Signal
    free: Signal


def component(name: str) -> Component:
    system, _, service = name.partition("/")
    return Component.objects.select_related("system").get(system__slug=system, service=service)


def source(cast: Cast, slug: str, connector: Source.Connector, rhythm: Rhythm) -> tuple[Source, str | None]:
    return create_source(
        actor=None, slug=slug, connector=connector, organisation=cast.ours, settings={}, rhythm=rhythm, now=NOW
    )


def signal(of: Source, key: str, *, level: int = 0, silent: bool = False) -> Signal:
    return Signal.objects.create(
        source=of,
        key=key,
        level=level,
        level_at=NOW,
        said_at=NOW,
        heard_at=NOW,
        stood_at=NOW,
        known_from=NOW,
        silent=silent,
        text=f"{key} says",
    )


def line(of: Signal) -> Transition:
    """The log's line for the state that `of` is in, made where there is none."""
    row, _ = Transition.objects.get_or_create(
        signal=of, at=of.level_at, level=of.level, defaults={"text": of.text, "received_at": NOW}
    )
    return row


def mapped(one: Signal, to: str) -> Signal:
    Mapping.objects.create(signal=one, component=component(to), during=DateTimeTZRange(None, None))
    return one


def set_up(cast: Cast) -> Scene:
    import_documents(documents=load_folder(PORTFOLIO), actor=None, now=NOW)
    polled, _ = source(cast, "oneview", Source.Connector.ONEVIEW, Rhythm(poll_every=timedelta(seconds=10)))
    pushed, token = source(cast, "alertmanager", Source.Connector.ALERTMANAGER, Rhythm(life=Source.Life.WATCHDOG))
    unproven, _ = source(cast, "events", Source.Connector.EVENTS, Rhythm(life=Source.Life.NONE))
    assert token
    return Scene(
        cast=cast,
        polled=polled,
        pushed=pushed,
        token=token,
        unproven=unproven,
        ours=mapped(signal(polled, "mitid/login", level=3), "mitid/login"),
        theirs=mapped(signal(polled, "virk-dk"), "virk-dk"),
        free=signal(polled, "probe-7"),
    )


def trail() -> list[tuple[str, str]]:
    """Action and subject of every entry after those of the set-up."""
    entries = AuditEntry.objects.exclude(actor=None).order_by("id")
    return list(entries.values_list("action", "subject"))
