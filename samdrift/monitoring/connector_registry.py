"""Every connector, by the name that `Source.connector` holds. A new one is its folder and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from samdrift.monitoring.connectors import alertmanager, events, oneview, prometheus
from samdrift.monitoring.doubt import Doubt
from samdrift.monitoring.observation import Reading
from samdrift.outgoing import Ask


class Push(Protocol):
    """A connector that is sent messages."""

    @property
    def Settings(self) -> type[BaseModel]:
        """What `Source.settings` must hold."""

    def read(self, body: bytes, headers: Mapping[str, str], settings: Any, now: datetime) -> Reading:
        """`headers` have lower-case names; `settings` is a `Settings`. Raises Refused and nothing else."""

    def doubt(self, body: bytes, headers: Mapping[str, str]) -> Doubt:
        """What a message that was not taken may have been about, as far as it can be read. Raises nothing."""


class Pull(Protocol):
    """A connector that asks."""

    @property
    def Settings(self) -> type[BaseModel]:
        """What `Source.settings` must hold."""

    def request(self, settings: Any) -> Ask:
        """What to ask."""

    def read(self, body: bytes, settings: Any, now: datetime) -> Reading:
        """`settings` is a `Settings`. Raises Refused and nothing else."""


PUSH: dict[str, Push] = {"alertmanager": alertmanager, "events": events}
PULL: dict[str, Pull] = {"oneview": oneview, "prometheus": prometheus}
