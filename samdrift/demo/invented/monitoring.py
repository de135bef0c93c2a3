"""A source of its own for what is invented. It has no token, is paused, and never counts as heard."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, Max, OuterRef

from samdrift.accounts.models import Organisation
from samdrift.demo.invented.logs import logs
from samdrift.demo.invented.troubles import troubles
from samdrift.monitoring.actions.resettling import resettle
from samdrift.monitoring.actions.sources import Rhythm, create_source
from samdrift.monitoring.models import Mapping, Signal, Source, Transition
from samdrift.monitoring.placing import Line
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.models import Component
from samdrift.portfolio.queries import component_ids, portfolio_in_force
from samdrift.vocabulary import Audience, Level, SignalName

SOURCE = "demonstration-invented"
TEXT = "Opdigtet til demonstrationen. Invented for the demonstration."
_RHYTHM = Rhythm(interval=timedelta(minutes=1), life=Source.Life.NONE, paused=True)
"""Nothing proves it alive, so that once silent it says nothing of what others watch."""


@transaction.atomic
def invent_monitoring(*, organisation: Organisation, beginning: datetime, now: datetime) -> None:
    """Write what monitoring would have left from `beginning` until `now`, and let it be settled.

    The source watches on in silence until `hand_over`, so that the history has no hole where it ends.
    """
    portfolio = portfolio_in_force(now, Audience.INTERNAL)
    services = {
        system.slug: [service.id for service in system.services] for system in portfolio.running if not system.external
    }
    source, _ = create_source(
        actor=None,
        slug=SOURCE,
        connector=Source.Connector.EVENTS,
        organisation=organisation,
        settings={},
        rhythm=_RHYTHM,
        now=now,
    )
    Source.objects.filter(pk=source.pk).update(token_hash="")
    found = troubles(services, impact_graph(portfolio), beginning, now)
    _write(source, logs(services, found, beginning, now), beginning, now)


def invented_before() -> datetime | None:
    """What monitoring is said to have heard before this moment is invented; None where nothing is."""
    found: datetime | None = Signal.objects.filter(source__slug=SOURCE).aggregate(at=Max("stood_at"))["at"]
    return found


@transaction.atomic
def hand_over(now: datetime) -> bool:
    """Let the invented source watch no longer what a real one is heard of. Returns whether it watches nothing more."""
    current = Mapping.objects.current().select_for_update(of=("self",))
    real = Mapping.objects.current().filter(component=OuterRef("component"), signal__silent=False)
    invented = current.filter(signal__source__slug=SOURCE).select_related("component")
    over = list(invented.filter(Exists(real)))
    for mapping in over:
        mapping.during = DateTimeTZRange(mapping.during.lower, now)
    Mapping.objects.bulk_update(over, ["during"])
    if over:
        resettle([mapping.component for mapping in over], since=now)
    return not invented.exists()


def _write(source: Source, found: Mapped[SignalName, list[Line]], beginning: datetime, now: datetime) -> None:
    components = component_ids(found)
    signals = Signal.objects.bulk_create(_signal(source, name, log, now) for name, log in found.items())
    Mapping.objects.bulk_create(
        Mapping(signal=signal, component_id=components[name], during=DateTimeTZRange(beginning, None))
        for signal, name in zip(signals, found, strict=True)
    )
    Transition.objects.bulk_create(
        Transition(signal=signal, at=line.at, level=line.level, planned=line.planned, text=TEXT, received_at=line.at)
        for signal, log in zip(signals, found.values(), strict=True)
        for line in log
    )
    resettle(Component.objects.filter(pk__in=components.values()), since=beginning)


def _signal(source: Source, name: SignalName, log: list[Line], now: datetime) -> Signal:
    """As one that fell silent `now`."""
    last = next(line for line in reversed(log) if line.level is not None)
    return Signal(
        source=source,
        key=str(name),
        text=TEXT,
        level=last.level or Level.OPERATIONAL,
        planned=last.planned,
        level_at=last.at,
        said_at=last.at,
        heard_at=now,
        stood_at=now,
        known_from=log[0].at,
        silent=True,
    )
