"""The commands that play with the simulated monitoring system of a running demo."""

from __future__ import annotations

import json
from pathlib import Path

from samdrift.demo import facts
from samdrift.demo.oneview import NotDone
from samdrift.demo.oneview import control as tell
from samdrift.outgoing import OutgoingError


class Unreachable(Exception):
    """One sentence that says what to do."""


def control(home: Path, verb: str, signal: str | None, *, level: str, text: str, speed: float) -> str:
    """Do `verb`; return what is then wrong, in words."""
    known = facts.read(home)
    if not known:
        raise Unreachable(f"there is no demo in {home}; start it with `make run`.")
    fields: dict[str, object] = {"signal": signal} if signal else {}
    if verb == "break":
        fields |= {"level": level, "text": text}
    elif verb == "story":
        fields = {"name": signal or "june-2022", "speed": speed}
    try:
        state = tell(known["sources"]["oneview"]["control_url"], "" if verb == "state" else verb, **fields)
    except NotDone as error:
        raise Unreachable(str(error)) from None
    except OutgoingError as error:
        raise Unreachable(f"{error} Is the demo running? Start it with `make run`.") from None
    wrong = [f"{each['resource']} {each['status']}" for each in state["not_ok"]]
    return json.dumps(state["story"]) if verb == "story" else ", ".join(wrong) or "everything works"
