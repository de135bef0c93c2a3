from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from samdrift.monitoring import payload
from samdrift.monitoring.alerts import Alert, AlertSettings
from samdrift.monitoring.doubt import QUIET, Doubt
from samdrift.monitoring.observation import Basis, Observation, Reading, Refused
from samdrift.vocabulary import Level

VERSION, GRAFANA = "4", "1"
KNOWN = {
    "version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations",
    "externalURL", "alerts",
}  # fmt: skip
OF_GRAFANA = {"orgId", "title", "state", "message", "appVersion"}
BLIND = {"DatasourceNoData", "DatasourceError"}
"""Alerts that Grafana itself makes where a rule cannot be evaluated: they say that it does not see."""


class Settings(AlertSettings):
    """Which severity means which level, and what the watchdog is called."""


@dataclass(slots=True)
class _Group:
    """What the alerts of a message say, one after the other."""

    settings: Settings
    now: datetime
    observations: list[Observation] = field(default_factory=list)
    watchdogs: set[str] = field(default_factory=set)
    watchdogs_lost: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    def take(self, fields: Mapping[str, object], where: str) -> None:
        alert, firing = Alert.read(fields, where), _firing(fields.get("status"), f"{where}.status")
        since = _since(firing, fields, where, self.now)
        if alert.name == self.settings.watchdog:
            (self.watchdogs if firing else self.watchdogs_lost).add(alert.fingerprint)
        elif alert.name in BLIND:
            self._is_blind(alert, firing)
        elif firing:
            self.observations.append(alert.observed(since, self.settings.level_of(alert.labels.get("severity", ""))))
        else:
            self.observations.append(alert.observed(since, Level.OPERATIONAL, Basis.ENDED))

    def _is_blind(self, alert: Alert, firing: bool) -> None:
        mark = f"alert {alert.fingerprint}"
        if firing:
            self.doubts.append(Doubt(mark, (alert.place,) if alert.place else None))
        else:
            self.settled.append(mark)


def read(body: bytes, headers: Mapping[str, str], settings: Settings, now: datetime) -> Reading:
    """One group of alerts, firing and resolved together. Raises Refused, and then nothing of it is taken."""
    message = payload.as_object(payload.parse(body), "body")
    grafana = message.get("version") == GRAFANA and "orgId" in message
    if message.get("version") != VERSION and not grafana:
        raise Refused("version", message.get("version"), '"4", or "1" with orgId (Grafana)')
    group = _Group(settings, now)
    for number, item in enumerate(payload.as_list(message.get("alerts"), "alerts")):
        group.take(payload.as_object(item, f"alerts[{number}]"), f"alerts[{number}]")
    says_something = bool(message["alerts"])
    cut_off = _cut_off(message.get("truncatedAlerts"))
    mark = _mark(message.get("groupKey"))
    return Reading(
        (*group.observations, *(settings.watched(now) if group.watchdogs else ())),
        alive=bool(group.watchdogs),
        lost=bool(group.watchdogs_lost) and not group.watchdogs,
        watchdogs=frozenset(group.watchdogs),
        watchdogs_lost=frozenset(group.watchdogs_lost),
        doubts=(*group.doubts, *([Doubt(mark)] if cut_off else [])),
        settled=(*group.settled, *([mark] if says_something and not cut_off and mark != QUIET else [])),
        cut_off=cut_off,
        # A group cut short by `max_alerts` leaves alerts untold, which the sender must hear of.
        ignored=payload.names([*_unknown(message, grafana), *(["truncatedAlerts"] if cut_off else [])]),
    )


def doubt(body: bytes, headers: Mapping[str, str]) -> Doubt:
    """What a message that was not taken may have been about: any alert, until the same group comes again."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return Doubt(QUIET)
    return Doubt(_mark(message.get("groupKey") if isinstance(message, dict) else None))


def _mark(group_key: object) -> str:
    if not isinstance(group_key, str) or not group_key:
        return QUIET
    return f"group {hashlib.sha256(group_key.encode(errors='replace')).hexdigest()[:16]}"


def _unknown(message: Mapping[str, object], grafana: bool) -> set[str]:
    return message.keys() - KNOWN - (OF_GRAFANA if grafana else set())


def _cut_off(count: object) -> int:
    """Alerts left out by the sender; any other sign that some are missing counts as one."""
    if isinstance(count, int) and not isinstance(count, bool):
        return max(0, count)
    return 1 if count else 0


def _firing(status: object, where: str) -> bool:
    if status not in ("firing", "resolved"):
        raise Refused(where, status, "firing or resolved")
    return status == "firing"


def _since(firing: bool, fields: Mapping[str, object], where: str, now: datetime) -> datetime:
    name = "startsAt" if firing else "endsAt"
    return payload.moment(fields.get(name), f"{where}.{name}", missing=now)
