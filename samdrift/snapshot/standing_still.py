"""What the portal beside the edge may tell of it: that readers are not given the newest pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

IN_SCOPE = "samdrift.standing_still"
"""Where it stands in the ASGI scope of a request to the portal."""


@dataclass(frozen=True, slots=True)
class StandingStill:
    """`since` is None where readers are given nothing at all; `why` the error."""

    since: datetime | None
    why: str
