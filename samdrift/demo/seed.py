"""Fill an installation for demonstration: the portfolio, its people, and sources with their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from samdrift.accounts import tokens
from samdrift.accounts.models import Organisation
from samdrift.demo import facts
from samdrift.demo.invented import (
    hand_over,
    invent_documents,
    invent_monitoring,
    invent_reports,
    invented_before,
)
from samdrift.demo.oneview import source_settings
from samdrift.demo.people import AGENCY, people
from samdrift.demo.portfolio import BEGINNING, FOLDER, confirm_documents, take_in_documents
from samdrift.monitoring.actions.sources import REPEATS, Rhythm, create_source, rotate_token
from samdrift.monitoring.models import Source
from samdrift.portfolio.document import load_folder
from samdrift.portfolio.models import Confirmation, Revision
from samdrift.portfolio.queries import systems_in_force
from samdrift.vocabulary import Audience

_RHYTHMS = {
    Source.Connector.ALERTMANAGER: Rhythm(
        interval=timedelta(minutes=5), life=Source.Life.WATCHDOG, repeats=REPEATS[Source.Connector.ALERTMANAGER]
    ),
    # People push single events to it by hand; they should stand for a day, not for minutes.
    Source.Connector.EVENTS: Rhythm(interval=timedelta(days=1)),
    Source.Connector.ONEVIEW: Rhythm(interval=timedelta(seconds=10), poll_every=timedelta(milliseconds=500)),
}


@dataclass(frozen=True, slots=True)
class Simulator:
    """Where the simulated monitoring system is, and the key to read it."""

    port: int
    key: str

    @property
    def health_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/rest/health"

    @property
    def control_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/control"


@transaction.atomic
def seed(home: Path, *, base_url: str, simulator: Simulator, now: datetime, history: bool = True) -> dict[str, Any]:
    """Make what is missing, and write names, passwords, addresses and tokens to `demo.json` in `home` (mode 600).

    Running it again keeps what the file says, so that what was noted down goes on working. What begins empty gets an
    invented `history` too, once and for all: what was there before has none of its own to mix it with.
    """
    known = facts.read(home)
    documents = load_folder(FOLDER)
    confirmed = Confirmation.objects.exists()
    history = history and not Revision.objects.exists()
    if history:
        invent_documents(documents=documents, beginning=now - BEGINNING)
    else:
        take_in_documents(documents, now)
    made: dict[str, Any] = {
        "base_url": base_url,
        # They act in what is invented, and so were there before it.
        "people": people(known, now - BEGINNING if history else now),
        "sources": {
            "alertmanager": _pushed(Source.Connector.ALERTMANAGER, known, base_url, now),
            "events": _pushed(Source.Connector.EVENTS, known, base_url, now),
            "oneview": _oneview(simulator, now),
        },
    }
    if history:
        invent_reports(documents=documents, now=now)
        invent_monitoring(organisation=_agency(), beginning=now - BEGINNING, now=now)
    if invented := invented_before():
        made["invented_before"] = invented.isoformat()
    hand_over(now)
    if not confirmed:
        confirm_documents(documents, now)
    facts.write(home, made)
    return made


def signals(now: datetime) -> list[str]:
    """What the simulated monitoring system watches: every service of every system in operation."""
    return [
        f"{system.slug}/{service.id}"
        for system in systems_in_force(now, Audience.PUBLIC)
        if not system.retired and not system.external
        for service in system.services
    ]


def _pushed(connector: Source.Connector, known: dict[str, Any], base_url: str, now: datetime) -> dict[str, str]:
    source = Source.objects.filter(slug=connector.value).first()
    token = known.get("sources", {}).get(connector.value, {}).get("token")
    if source is None:
        source, token = _create(connector, {}, now)
    elif token is None or not tokens.matches(token, source.token_hash):
        token = rotate_token(actor=None, source=source, now=now)
    return {"url": f"{base_url}/ingest/{source.slug}", "token": str(token)}


def _oneview(simulator: Simulator, now: datetime) -> dict[str, str]:
    settings = source_settings(simulator.health_url, simulator.key)
    if not Source.objects.filter(slug=Source.Connector.ONEVIEW).update(settings=settings):
        _create(Source.Connector.ONEVIEW, settings, now)
    return {"url": simulator.health_url, "control_url": simulator.control_url}


def _create(connector: Source.Connector, settings: dict[str, Any], now: datetime) -> tuple[Source, str | None]:
    return create_source(
        actor=None,
        slug=connector.value,
        connector=connector,
        organisation=_agency(),
        settings=settings,
        rhythm=_RHYTHMS[connector],
        now=now,
    )


def _agency() -> Organisation:
    return Organisation.objects.get(slug=AGENCY)
