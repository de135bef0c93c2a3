"""The public JSON, version 1: its shapes (which yield the JSON Schema) and how they are made from a snapshot.

Each system's part of a document that lists systems is made apart, so that a publisher keeps the parts of systems that
did not change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from samdrift.snapshot.generation import STALE_MARK
from samdrift.snapshot.model import ServiceStatus, Snapshot, SystemStatus, Uptime
from samdrift.vocabulary import SLUG_PATTERN, State, Text

LevelWord = Annotated[
    Literal["operational", "degraded", "partial_outage", "major_outage"],
    Field(description="The last level heard. It says how things are only where `observed` is true."),
]
Slug = Annotated[str, Field(pattern=SLUG_PATTERN)]
Ratio = Annotated[float, Field(ge=0, le=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextShape(_Shape):
    da: str
    en: str


class StateShape(_Shape):
    level: LevelWord
    planned: bool = Field(description="It happens within announced work.")
    observed: bool = Field(description="False: no monitoring system is heard; we do not know.")
    since: AwareDatetime = Field(description="When this state began, by the monitoring system's clock.")


class ServiceShape(StateShape):
    id: Slug
    name: TextShape


class SystemShape(StateShape):
    slug: Slug
    name: TextShape
    services: list[ServiceShape]


StaleSince = Annotated[
    AwareDatetime | None,
    Field(description="Set where this instance has not been able to confirm what it says since then; null is fresh."),
]


class StatusDocument(_Shape):
    """`/api/v1/status.json`: how every system in operation is now."""

    generation: int
    published_at: AwareDatetime
    last_heard: AwareDatetime | None = Field(description="When a monitoring system was last heard, to the minute.")
    stale_since: StaleSince
    systems: list[SystemShape]


class UptimeShape(_Shape):
    window: str = Field(description="24h, 30d, 90d, or a month in Copenhagen, such as 2026-11.")
    worked: Ratio | None = Field(description="Share of the observed time; null where nothing was observed.")
    unobserved: Ratio = Field(description="Share of the window that nobody observed.")


class PeriodShape(_Shape):
    level: LevelWord
    planned: bool
    observed: bool
    since: AwareDatetime
    until: AwareDatetime | None


class InterfaceShape(_Shape):
    name: TextShape
    address: str | None
    audience: TextShape


class LifeCycleShape(_Shape):
    status: Literal["in_operation", "retired"]
    retired_on: date | None
    successor: Slug | None


class ListedSystemShape(_Shape):
    slug: Slug
    name: TextShape
    purpose: TextShape
    owner: TextShape
    life_cycle: LifeCycleShape
    page: TextShape = Field(description="Address of the system's page in each language.")


class SystemsDocument(_Shape):
    """`/api/v1/systems.json`: every system, retired ones too, without its state."""

    systems: list[ListedSystemShape]


class ServiceDetailShape(ServiceShape):
    purpose: TextShape
    without: TextShape = Field(description="What people cannot do while it is down.")
    instead: TextShape | None = Field(description="What they can do meanwhile.")


class SystemDocument(_Shape):
    """`/api/v1/systems/<slug>.json`: one system, its services, how it is and how it was."""

    stale_since: StaleSince
    slug: Slug
    name: TextShape
    purpose: TextShape
    owner: TextShape
    operator: TextShape | None
    life_cycle: LifeCycleShape
    state: StateShape | None = Field(description="null for a retired system.")
    services: list[ServiceDetailShape]
    interfaces: list[InterfaceShape]
    uptime: list[UptimeShape]
    history: list[PeriodShape] = Field(description="Newest first, the last 90 days.")


DOCUMENTS: dict[str, type[_Shape]] = {
    "status": StatusDocument,
    "systems": SystemsDocument,
    "system": SystemDocument,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document `name`. Raises KeyError."""
    found = TypeAdapter(DOCUMENTS[name]).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def status_part(system: SystemStatus) -> bytes:
    """One system's part of `status.json`."""
    return _encoded(
        SystemShape(
            slug=system.slug,
            name=_text(system.name),
            services=[
                ServiceShape(id=service.id, name=_text(service.name), **_state(service.state, service.since))
                for service in system.services
            ],
            **_state(system.state, system.since),
        )
    )


def status(snapshot: Snapshot, parts: Iterable[bytes], *, stale: bool = False) -> bytes:
    """`status.json` from the parts of the systems in operation; the stale form has a mark for the edge to fill in."""
    heard = f'"{instant(snapshot.last_heard)}"' if snapshot.last_heard else "null"
    marked = f'"{STALE_MARK}"' if stale else "null"
    head = (
        f'{{"generation":{snapshot.generation},"published_at":"{instant(snapshot.published_at)}",'
        f'"last_heard":{heard},"stale_since":{marked},"systems":['
    )
    return head.encode() + b",".join(parts) + b"]}"


def systems_part(system: SystemStatus) -> bytes:
    """One system's part of `systems.json`."""
    return _encoded(
        ListedSystemShape(
            slug=system.slug,
            name=_text(system.name),
            purpose=_text(system.purpose),
            owner=_text(system.owner),
            life_cycle=_life_cycle(system),
            page=TextShape(da=f"/systemer/{system.slug}/", en=f"/en/systems/{system.slug}/"),
        )
    )


def systems(parts: Iterable[bytes]) -> bytes:
    """`systems.json` from the parts of every system."""
    return b'{"systems":[' + b",".join(parts) + b"]}"


def system(status: SystemStatus, *, stale: bool = False) -> bytes:
    """`systems/<slug>.json`; the stale form has a mark for the edge to fill in."""
    made = _encoded(
        SystemDocument(
            stale_since=None,
            slug=status.slug,
            name=_text(status.name),
            purpose=_text(status.purpose),
            owner=_text(status.owner),
            operator=_text(status.operator) if status.operator else None,
            life_cycle=_life_cycle(status),
            state=None if status.succession else StateShape(**_state(status.state, status.since)),
            services=[_service(service) for service in status.services],
            interfaces=[
                InterfaceShape(name=_text(each.name), address=each.address, audience=_text(each.audience))
                for each in status.interfaces
            ],
            uptime=[_uptime(each) for each in (*status.uptimes, *status.months)],
            history=[
                PeriodShape(
                    level=_word(each.state),
                    planned=each.state.planned,
                    observed=each.state.observed,
                    since=each.period.start,
                    until=each.period.end,
                )
                for each in status.history
            ],
        )
    )
    return made.replace(_FRESH, f'"stale_since":"{STALE_MARK}"'.encode(), 1) if stale else made


_FRESH = b'"stale_since":null'
"""How a document begins that is not stale."""


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC: `2026-11-23T09:58:00.123456Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _encoded(shape: BaseModel) -> bytes:
    return shape.model_dump_json().encode()


def _text(text: Text) -> TextShape:
    return TextShape(da=text.da, en=text.en)


def _word(state: State) -> LevelWord:
    word: Any = state.level.word
    return word  # type: ignore[no-any-return]


def _state(state: State, since: datetime) -> dict[str, Any]:
    return {"level": _word(state), "planned": state.planned, "observed": state.observed, "since": since}


def _service(service: ServiceStatus) -> ServiceDetailShape:
    return ServiceDetailShape(
        id=service.id,
        name=_text(service.name),
        purpose=_text(service.purpose),
        without=_text(service.without),
        instead=_text(service.instead) if service.instead else None,
        **_state(service.state, service.since),
    )


def _uptime(uptime: Uptime) -> UptimeShape:
    return UptimeShape(window=uptime.window, worked=uptime.ratio, unobserved=uptime.unobserved)


def _life_cycle(system: SystemStatus) -> LifeCycleShape:
    if system.succession is None:
        return LifeCycleShape(status="in_operation", retired_on=None, successor=None)
    return LifeCycleShape(
        status="retired", retired_on=system.succession.retired_on, successor=system.succession.successor
    )
