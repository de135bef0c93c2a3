"""The public JSON, version 1, made from a snapshot.

Each system's part of a document that lists systems is made apart, so that a publisher keeps the parts of systems that
did not change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, TypeAdapter

from samdrift.snapshot.generation import STALE_MARK
from samdrift.snapshot.model import Correction, Expected, ServiceStatus, Snapshot, SystemStatus, Uptime
from samdrift.snapshot.planned_work import planned_work
from samdrift.snapshot.shapes_v1 import (
    DOCUMENTS,
    CorrectionShape,
    ExpectedShape,
    InterfaceShape,
    LevelWord,
    LifeCycleShape,
    ListedSystemShape,
    PeriodShape,
    PlannedWorkShape,
    ReasonShape,
    ServiceDetailShape,
    ServiceShape,
    StateShape,
    SystemDocument,
    SystemShape,
    TextShape,
    UptimeShape,
)
from samdrift.vocabulary import State, Text

__all__ = ["DOCUMENTS", "instant", "schema", "status", "status_part", "system", "systems", "systems_part"]


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
                ServiceShape(
                    id=service.id,
                    name=_text(service.name),
                    expected=_expected(service.expected),
                    **_state(service.state, service.since),
                )
                for service in system.services
            ],
            expected=_expected(system.expected),
            planned_work=_planned_work(system),
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
            expected=_expected(status.expected),
            planned_work=_planned_work(status),
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
            corrections=[_correction(each) for each in status.corrections],
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


def _expected(expected: Expected | None) -> ExpectedShape | None:
    if expected is None:
        return None
    level: Any = expected.level.word
    return ExpectedShape(
        level=level,
        because=[cause.slug for cause in expected.because],
        since=expected.since,
        begins=expected.begins,
        planned=expected.planned,
    )


def _planned_work(system: SystemStatus) -> PlannedWorkShape | None:
    work = planned_work(system)
    if work is None:
        return None
    level: Any = work.level.word
    return PlannedWorkShape(
        level=level, since=work.since, whole=work.whole, services=[service.id for service in work.services]
    )


def _service(service: ServiceStatus) -> ServiceDetailShape:
    return ServiceDetailShape(
        id=service.id,
        name=_text(service.name),
        purpose=_text(service.purpose),
        without=_text(service.without),
        instead=_text(service.instead) if service.instead else None,
        expected=_expected(service.expected),
        **_state(service.state, service.since),
    )


def _correction(correction: Correction) -> CorrectionShape:
    return CorrectionShape(
        kind=correction.kind.value,
        made_at=correction.made_at,
        reason=ReasonShape(da=correction.reason_da, en=correction.reason_en),
    )


def _uptime(uptime: Uptime) -> UptimeShape:
    return UptimeShape(window=uptime.window, worked=uptime.ratio, unobserved=uptime.unobserved)


def _life_cycle(system: SystemStatus) -> LifeCycleShape:
    if system.succession is None:
        return LifeCycleShape(status="in_operation", retired_on=None, successor=None)
    return LifeCycleShape(
        status="retired", retired_on=system.succession.retired_on, successor=system.succession.successor
    )
