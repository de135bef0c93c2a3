from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field, SecretStr

from samdrift.monitoring import payload
from samdrift.monitoring.alerts import Alert, AlertSettings
from samdrift.monitoring.observation import Observation, Reading, Refused
from samdrift.outgoing import Ask

STATES = ("inactive", "pending", "firing")


class Settings(AlertSettings):
    address: str = Field(pattern=r"^https?://", max_length=2000)
    """Prometheus's own, like http://127.0.0.1:9090, with its path prefix if it has one."""
    headers: dict[str, SecretStr] = {}
    """Sent with each question, `Authorization` for example. Kept out of messages and logs."""


def request(settings: Settings) -> Ask:
    headers = {name: value.get_secret_value() for name, value in settings.headers.items()}
    return Ask(f"{settings.address.rstrip('/')}/api/v1/alerts", headers=headers)


def read(body: bytes, settings: Settings, now: datetime) -> Reading:
    """All that fires now; what it does not name does not fire, so the reading is complete. Raises Refused.

    A firing alert is observed at `now`, not at `activeAt`: that is when its condition first held, before its `for` had
    passed, and may lie before our last answer without it. Placed there, the alert would seem older than its end.
    """
    answer = payload.as_object(payload.parse(body), "body")
    if answer.get("status") != "success":
        raise Refused("status", answer.get("error", answer.get("status")), "success")
    data = payload.as_object(answer.get("data"), "data")
    observations: list[Observation] = settings.watched(now)
    for number, item in enumerate(payload.as_list(data.get("alerts"), "data.alerts")):
        field = f"data.alerts[{number}]"
        fields = payload.as_object(item, field)
        alert = Alert.read({**fields, "fingerprint": None}, field)
        if _firing(fields, field) and alert.name != settings.watchdog:
            observations.append(alert.observed(now, settings.level_of(alert.labels.get("severity", ""))))
    return Reading(tuple(observations), alive=True, complete=True)


def _firing(fields: Mapping[str, object], field: str) -> bool:
    if fields.get("state") not in STATES:
        raise Refused(f"{field}.state", fields.get("state"), ", ".join(STATES))
    return fields["state"] == "firing"
