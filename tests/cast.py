"""Rows to test with: an organisation, systems with services, sources with tokens, and what was said and is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from samdrift.accounts import tokens
from samdrift.accounts.models import Organisation
from samdrift.monitoring.models import Signal, Source, Transition
from samdrift.monitoring.observation import Observation, Reading, Whole
from samdrift.monitoring.record import Delivery, record
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.models import Component
from samdrift.status.models import Belief
from samdrift.vocabulary import Level, SignalName
from tests.portfolio.documents import document

NOON = datetime(2024, 11, 23, 12, tzinfo=UTC)
TOKEN = "sd_the-token-of-the-cast"


def at(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def systems(services: Mapping[str, Sequence[str]]) -> None:
    """Systems by slug, each with its services, in force since a day before noon."""
    documents = [document(slug, services=tuple(ids)) for slug, ids in services.items()]
    import_documents(documents=documents, actor=None, now=NOON - timedelta(days=1))


def component(name: str) -> Component:
    """`mitid` or `mitid/login`."""
    system, _, service = name.partition("/")
    return Component.objects.get(system__slug=system, service=service)


def source(slug: str = "probe", **fields: Any) -> Source:
    """A source whose token is TOKEN, pushing events; `fields` are its own."""
    owner, _ = Organisation.objects.get_or_create(slug="agency", defaults={"name_da": "Agency", "name_en": "Agency"})
    defaults = {"connector": Source.Connector.EVENTS, "token_hash": tokens.hash_token(TOKEN), "organisation": owner}
    return Source.objects.create(**{"slug": slug, **defaults, **fields})


def observation(key: str, seconds: float, level: Level, **fields: Any) -> Observation:
    return Observation(key, at(seconds), level, **{"maps_to": SignalName.parse(key), **fields})


def said(source: Source, key: str, seconds: float, level: Level, *, received: float | None = None, **more: Any) -> None:
    """Record one word: of `key`, for `seconds` after noon, received then or at `received`."""
    hear(source, observation(key, seconds, level, **more), received=seconds if received is None else received)


def hear(
    source: Source,
    *observations: Observation,
    received: float,
    events: bool = True,
    complete: bool = False,
    **more: Any,
) -> None:
    """Record one reading, of events unless it reports states; `complete`: it names all faults; `more` is Reading's."""
    reading = Reading(observations, events=events, whole=Whole() if complete else None, **more)
    record([Delivery(source.pk, reading, at(received))])


def log(key: str) -> list[tuple[float, Level | None]]:
    """The signal's log, in order: seconds after noon and level."""
    lines = Transition.objects.filter(signal=Signal.objects.get(key=key)).order_by("at")
    return [((line.at - NOON).total_seconds(), None if line.level is None else Level(line.level)) for line in lines]


def believed(name: str) -> list[tuple[float, Level, bool]]:
    """The history of a component: seconds after noon, level and observed, each until the next."""
    beliefs = Belief.objects.filter(component=component(name)).order_by("during")
    return [((b.during.lower - NOON).total_seconds(), Level(b.level), b.observed) for b in beliefs]
