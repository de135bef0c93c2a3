"""Alerts with labels, as Prometheus and Alertmanager both have them: what one says of a system.

Each alert is a signal of its own: were two alerts of a system one signal, the end of one would hide the other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from samdrift.monitoring import payload
from samdrift.monitoring.observation import Basis, Observation, Refused
from samdrift.vocabulary import Level, SignalName

LevelWord = Literal["operational", "degraded", "partial_outage", "major_outage"]
SERVICE_LABELS = ("service", "tjeneste")
_FINGERPRINT = re.compile(r"[0-9a-f]{8,64}")


class AlertSettings(BaseModel):
    """How labels become levels, for both connectors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    severities: dict[str, LevelWord] = Field(default={"critical": "major_outage", "warning": "degraded"})
    """Of the label `severity`, in lower case. `info` and `none` are always operational; any other is `otherwise`."""
    otherwise: LevelWord = "degraded"
    watchdog: str = "Watchdog"
    """`alertname` of the alert that always fires and so proves that the chain is alive."""
    watches: tuple[str, ...] = ()
    """Systems and services (`mitid/login`) that the source watches even when no alert of theirs has ever fired: each
    proof of life says of them that they work, unless an alert says otherwise."""

    @field_validator("watches")
    @classmethod
    def _named(cls, watches: tuple[str, ...]) -> tuple[str, ...]:
        for name in watches:
            if SignalName.parse(name) is None:
                raise ValueError(
                    f"{name[:80]!r} is not the name of a system or of a service, like mitid or mitid/login"
                )
        return watches

    def level_of(self, severity: str) -> Level:
        word = severity.strip().lower()
        if word in self.severities:
            return Level.from_word(self.severities[word])
        return Level.OPERATIONAL if word in ("info", "none") else Level.from_word(self.otherwise)

    def watched(self, now: datetime) -> list[Observation]:
        """What a proof of life says: nothing is wrong that no alert tells of."""
        return [
            Observation(name, now, Level.OPERATIONAL, maps_to=SignalName.parse(name), basis=Basis.LIFE)
            for name in self.watches
        ]


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert's labels and annotations, all text."""

    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    fingerprint: str

    @classmethod
    def read(cls, item: Mapping[str, object], field: str) -> Alert:
        """Raises Refused. A fingerprint that is missing or odd is made from the labels, the same each time."""
        labels = _texts(item.get("labels"), f"{field}.labels")
        annotations = _texts(item.get("annotations") or {}, f"{field}.annotations")
        given = item.get("fingerprint")
        known = isinstance(given, str) and _FINGERPRINT.fullmatch(given)
        return cls(labels, annotations, str(given) if known else fingerprint(labels))

    @property
    def name(self) -> str:
        return self.labels.get("alertname", "")

    @property
    def service(self) -> str:
        return next((self.labels[label] for label in SERVICE_LABELS if self.labels.get(label)), "")

    @property
    def maps_to(self) -> SignalName | None:
        """None without the label `system`, and where the labels are no names: then a person maps it."""
        system = self.labels.get("system", "")
        return SignalName.parse(f"{system}/{self.service}" if self.service else system)

    @property
    def place(self) -> str:
        """`mitid/login`, or whatever its labels say; empty where they name no system."""
        system = self.labels.get("system", "")
        return f"{system}/{self.service}" if self.service else system

    @property
    def key(self) -> str:
        """`mitid/login:PageDown:6e4786b6fe5e5fd1`. Cut in front of the fingerprint, so that it stays unique."""
        place = self.place
        head = ":".join(part for part in (place, self.name) if part) or "alert"
        head = re.sub(r"[\x00-\x1f\x7f]", "\ufffd", head)
        return f"{head[: payload.KEY_LENGTH - len(self.fingerprint) - 1]}:{self.fingerprint}"

    def observed(self, at: datetime, level: Level, basis: Basis = Basis.SAID) -> Observation:
        said = self.annotations.get("summary") or self.annotations.get("description") or self.name
        return Observation(self.key, at, level, text=said[: payload.TEXT_LENGTH], maps_to=self.maps_to, basis=basis)


def fingerprint(labels: Mapping[str, str]) -> str:
    """16 hexadecimal digits that are the same for the same labels in any order."""
    return hashlib.sha256(json.dumps(sorted(labels.items())).encode()).hexdigest()[:16]


def _texts(value: object, field: str) -> dict[str, str]:
    found = payload.as_object(value, field)
    for name, said in found.items():
        if not isinstance(said, str):
            raise Refused(f"{field}.{payload.storable(name)[:80]}", said, "text")
    return {payload.storable(name): payload.storable(str(said)) for name, said in found.items()}
