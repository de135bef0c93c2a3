"""The worker's heartbeat: when it last reached the database."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from samdrift.edge.signature import Signature, signature
from samdrift.snapshot.generation import HEARTBEAT

log = logging.getLogger(__name__)


class Heartbeat:
    """Follows the file `heartbeat`. `last` is None until one has been read.

    A heartbeat ahead of our clock counts as of now: a worker whose clock runs fast must not look alive after its death.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / HEARTBEAT
        self._seen: Signature | None = None
        self.last: datetime | None = None

    def look(self, now: datetime) -> None:
        found = signature(self._path)
        if found is None or found == self._seen:
            return
        self._seen = found
        try:
            moment = datetime.fromisoformat(self._path.read_text("ascii").strip())
            self.last = min(moment.astimezone(UTC), now)
        except (OSError, ValueError) as error:
            log.warning("The heartbeat cannot be read, the one before counts: %s", error)
