"""The two who speak with the simulator: those who break and mend it, and the portal that polls it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from samdrift.demo.oneview.health import WORDS
from samdrift.outgoing import Ask, Outgoing, OutgoingError


class NotDone(Exception):
    """The simulator's own sentence about why."""


def control(url: str, verb: str = "", **fields: object) -> Any:
    """Tell the simulator at `url` (its control address) to `verb`; without a verb, ask how it is.

    Verbs: `break` (signal, level, text, maintenance), `mend` (signal, or all), `silence`, `speak`, `story` (name,
    speed). Raises NotDone where the simulator does not agree, OutgoingError where it does not answer.
    """
    address = f"{url.rstrip('/')}/{verb}" if verb else url
    ask = Ask(address, "POST" if verb else "GET", body=json.dumps(fields).encode() if verb else None)
    try:
        return json.loads(Outgoing([urlsplit(url).netloc]).request(ask).body)
    except OutgoingError as error:
        if error.answer is None:
            raise
        raise NotDone(json.loads(error.answer.body)["error"]) from error


def source_settings(address: str, key: str) -> dict[str, object]:
    """Settings of a source (connector `oneview`) that polls the simulator at `address`, its health address."""
    return {
        "address": address,
        "headers": {"X-API-Key": key},
        "items": "members",
        "signal": "resource",
        "state": "status",
        "time": "lastChange",
        "text": "message",
        "planned": "maintenance",
        "states": {word: level.word for level, word in WORDS.items()},
        "unknown_state": "refuse",
    }
