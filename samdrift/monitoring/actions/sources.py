"""What is done to sources: one transaction and one audit entry each. No token is ever audited or stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from samdrift.accounts import audit, tokens
from samdrift.accounts.models import Organisation, Person
from samdrift.monitoring.actions.resettling import resettle
from samdrift.monitoring.connector_registry import PUSH
from samdrift.monitoring.models import Source
from samdrift.monitoring.queries.mapping import components_of
from samdrift.monitoring.record import Unheard, record
from samdrift.monitoring.silence import changing
from samdrift.monitoring.wake import wake

PUSHED = frozenset(PUSH)
"""Connectors whose sources send to us, with a token; the others are polled by us."""


LIVES: dict[Source.Connector, tuple[Source.Life, ...]] = {
    Source.Connector.ALERTMANAGER: (Source.Life.WATCHDOG, Source.Life.BESIDE, Source.Life.NONE),
    Source.Connector.EVENTS: (Source.Life.EVERY_SIGNAL, Source.Life.BESIDE, Source.Life.NONE),
    Source.Connector.ONEVIEW: tuple(Source.Life),
    Source.Connector.PROMETHEUS: tuple(Source.Life),
}
"""The proofs of life that each connector can give, the usual one first. Alertmanager speaks only of faults: were each
signal to repeat itself, all that it watches would be not observed from the first "resolved" on."""
REPEATS = {Source.Connector.ALERTMANAGER: timedelta(hours=4)}
"""How often a connector says again that a fault lasts, unless its operators chose otherwise."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a source is listened to, and how we know that it lives."""

    interval: timedelta = timedelta(minutes=5)
    confirm: timedelta = timedelta(milliseconds=20)
    life: Source.Life = Source.Life.EVERY_SIGNAL
    beside: Source | None = None
    repeats: timedelta | None = None
    poll_every: timedelta | None = None
    paused: bool = False

    @classmethod
    def of(cls, source: Source) -> Rhythm:
        fields = {name: getattr(source, name) for name in cls.__slots__}
        return cls(**{**fields, "life": Source.Life(source.life)})


@transaction.atomic
def create_source(
    *,
    actor: Person | None,
    slug: str,
    connector: Source.Connector,
    organisation: Organisation,
    settings: dict[str, Any],
    rhythm: Rhythm,
    now: datetime,
) -> tuple[Source, str | None]:
    """The source and, where it is pushed, its token: this is the only time that the token can be read.

    `settings` is checked by the caller with the connector's own model; a polled source is due at once.
    """
    if (connector in PUSHED) == (rhythm.poll_every is not None):
        raise ValueError(f"{connector}: a source is either pushed or polled, and polled ones say how often")
    _refuse_unfit(connector, rhythm)
    token = tokens.new_token() if connector in PUSHED else None
    source = Source.objects.create(
        slug=slug,
        connector=connector,
        organisation=organisation,
        settings=settings,
        token_hash=tokens.hash_token(token) if token else "",
        next_poll_at=now if rhythm.poll_every else None,
        **_fields(rhythm),
    )
    audit.record(
        actor=actor,
        now=now,
        action="monitoring.create_source",
        subject=subject_of(source),
        connector=connector.value,
        organisation=organisation.slug,
        **_shown(rhythm),
    )
    wake()
    return source, token


@transaction.atomic
def change_source(*, actor: Person | None, source: Source, rhythm: Rhythm, now: datetime) -> None:
    """Listen to it by another rhythm from now on; the audit entry names what changed.

    What it, and those that it proves alive, no longer vouch for falls silent now: a pause takes effect at once. What
    was pushed in a pause was refused, so that after it nothing is believed before it must have been said again.
    """
    _refuse_unfit(Source.Connector(source.connector), rhythm)
    with changing([source, *source.proves.all()], now):
        before, after = _shown(Rhythm.of(Source.objects.get(pk=source.pk))), _shown(rhythm)
        for name, value in _fields(rhythm).items():
            setattr(source, name, value)
        source.save(update_fields=list(_fields(rhythm)))
    if before["paused"] and not rhythm.paused:
        _doubt(source, now)
        Source.objects.filter(pk=source.pk).update(watchdogs_lost=[])
    audit.record(
        actor=actor,
        now=now,
        action="monitoring.change_source",
        subject=subject_of(source),
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )
    resettle(components_of(source), since=now)


@transaction.atomic
def rotate_token(*, actor: Person | None, source: Source, now: datetime) -> str:
    """A new token, readable only in this answer; the old one stops at once.

    What the source sends until it has the new one is refused: it is in doubt as after a pause. Raises ValueError for a
    polled source.
    """
    if source.connector not in PUSHED:
        raise ValueError(f"{source.slug} is polled and has no token")
    token = tokens.new_token()
    source.token_hash = tokens.hash_token(token)
    source.save(update_fields=["token_hash"])
    _doubt(source, now)
    audit.record(actor=actor, now=now, action="monitoring.rotate_token", subject=subject_of(source))
    return token


def _doubt(source: Source, now: datetime) -> None:
    if source.connector in PUSHED and source.heard_at is not None:
        record([Unheard(source.pk, now)])


def subject_of(source: Source) -> str:
    """The source's stable name in the audit trail."""
    return f"source {source.slug}"


def _refuse_unfit(connector: Source.Connector, rhythm: Rhythm) -> None:
    if rhythm.life not in LIVES[connector]:
        raise ValueError(f"{connector}: {rhythm.life.value} cannot prove that it is alive")


def _fields(rhythm: Rhythm) -> dict[str, Any]:
    return {name: getattr(rhythm, name) for name in Rhythm.__slots__}


def _shown(rhythm: Rhythm) -> dict[str, Any]:
    """As JSON: durations in seconds, another source by its name."""
    return {
        "interval": rhythm.interval.total_seconds(),
        "confirm": rhythm.confirm.total_seconds(),
        "life": rhythm.life.value,
        "beside": rhythm.beside.slug if rhythm.beside else None,
        "repeats": rhythm.repeats.total_seconds() if rhythm.repeats else None,
        "poll_every": rhythm.poll_every.total_seconds() if rhythm.poll_every else None,
        "paused": rhythm.paused,
    }
