from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from samdrift.monitoring import payload
from samdrift.monitoring.alerts import Alert, AlertSettings
from samdrift.monitoring.observation import Observation, Reading, Refused
from samdrift.vocabulary import Level

VERSION = "4"
KNOWN = {
    "version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations",
    "externalURL", "alerts",
}  # fmt: skip
# Alertmanager writes Go's zero time for an end that has not come.
_NO_TIME = "0001-01-01T00:00:00Z"


class Settings(AlertSettings):
    """Which severity means which level, and what the watchdog is called."""


def read(body: bytes, headers: Mapping[str, str], settings: Settings, now: datetime) -> Reading:
    """One group of alerts, firing and resolved together. Raises Refused, and then nothing of it is taken."""
    message = payload.as_object(payload.parse(body), "body")
    if message.get("version") != VERSION:
        raise Refused("version", message.get("version"), '"4"')
    observations: list[Observation] = []
    alive = False
    for number, item in enumerate(payload.as_list(message.get("alerts"), "alerts")):
        field = f"alerts[{number}]"
        fields = payload.as_object(item, field)
        alert, firing = Alert.read(fields, field), _firing(fields.get("status"), f"{field}.status")
        if alert.name == settings.watchdog:
            alive = alive or firing
        else:
            level = settings.level_of(alert.labels.get("severity", "")) if firing else Level.OPERATIONAL
            observations.append(alert.observed(_since(firing, fields, field, now), level))
    if alive:
        observations += settings.watched(now)
    # A group cut short by `max_alerts` leaves alerts untold, which the sender must hear of.
    untold = ["truncatedAlerts"] if message.get("truncatedAlerts") else []
    return Reading(tuple(observations), alive=alive, ignored=payload.names([*(message.keys() - KNOWN), *untold]))


def _firing(status: object, field: str) -> bool:
    if status not in ("firing", "resolved"):
        raise Refused(field, status, "firing or resolved")
    return status == "firing"


def _since(firing: bool, fields: Mapping[str, object], field: str, now: datetime) -> datetime:
    name = "startsAt" if firing else "endsAt"
    written = fields.get(name)
    return payload.moment(None if written == _NO_TIME else written, f"{field}.{name}", missing=now)
