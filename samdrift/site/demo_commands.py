"""The commands that play with the simulated monitoring system of a running demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    return _in_words(verb, state)


def _in_words(verb: str, state: dict[str, Any]) -> str:
    lines = [f"{each['resource']}: {each['status']}" for each in state["not_ok"]] or ["Everything works."]
    if state["silent"]:
        lines.append("The monitoring system is silent; `samdrift demo speak` lets it answer again.")
    if state["story"]:
        lines.append(f"It is telling {state['story']!r}; `samdrift demo mend` ends the story.")
    return "\n".join(lines)
