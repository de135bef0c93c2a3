"""The shapes of the public JSON, version 1, which yield the JSON Schema."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from samdrift.vocabulary import SLUG_PATTERN

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


class ExpectedShape(_Shape):
    level: LevelWord
    because: list[Slug] = Field(description="From what it needs itself to the one that failed.")
    since: AwareDatetime = Field(description="When that one failed.")
    begins: AwareDatetime | None = Field(description="When it will be felt; null is now.")
    planned: bool = Field(description="It follows from announced work.")


ExpectedOrNull = Annotated[
    ExpectedShape | None,
    Field(description="What others' trouble may do to it, whatever is observed of it; null where nothing is expected."),
]


class PlannedWorkShape(_Shape):
    level: LevelWord
    since: AwareDatetime = Field(description="When the work began.")
    whole: bool = Field(description="It is work on the system as a whole.")
    services: list[Slug] = Field(description="The services that were announced themselves.")


PlannedWorkOrNull = Annotated[
    PlannedWorkShape | None,
    Field(description="Announced work that goes on, also where `level` tells of other trouble; null where none does."),
]


class ServiceShape(StateShape):
    id: Slug
    name: TextShape
    expected: ExpectedOrNull


class SystemShape(StateShape):
    slug: Slug
    name: TextShape
    expected: ExpectedOrNull
    planned_work: PlannedWorkOrNull
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


class ReasonShape(_Shape):
    da: str
    en: str | None = Field(description="null where the reason is given in Danish only.")


class CorrectionShape(_Shape):
    kind: Literal["message_taken_back", "signal_ended"] = Field(
        description="A message from monitoring was taken back, or a signal that went on reporting a fault was ended."
    )
    made_at: AwareDatetime
    reason: ReasonShape


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
    instead: TextShape | None = Field(description="What they can do meanwhile; null while that would not be true.")


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
    expected: ExpectedOrNull
    planned_work: PlannedWorkOrNull
    services: list[ServiceDetailShape]
    interfaces: list[InterfaceShape]
    uptime: list[UptimeShape]
    history: list[PeriodShape] = Field(description="Newest first, the last 90 days.")
    corrections: list[CorrectionShape] = Field(
        description="Where people changed what monitoring had said, and history with it: newest first, of 90 days."
    )


DOCUMENTS: dict[str, type[_Shape]] = {
    "status": StatusDocument,
    "systems": SystemsDocument,
    "system": SystemDocument,
}
