"""What can be done to the simulator: break, mend, silence, speak, story."""

from __future__ import annotations

import json
from collections.abc import Callable

from samdrift.demo.oneview import story
from samdrift.demo.oneview.health import Health, UnknownSignal
from samdrift.demo.oneview.story import Teller
from samdrift.vocabulary import Level

Fields = dict[str, object]


class Refusal(Exception):
    """One sentence, and the HTTP status that goes with it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def perform(path: str, body: bytes, health: Health, teller: Teller) -> object:
    """Do what `path` names with the fields in `body`; answers with the state afterwards. Raises Refusal."""
    verb = VERBS.get(path.removeprefix("/control/"))
    if verb is None:
        raise Refusal(404, f"There is POST /control/ with {', '.join(VERBS)}.")
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not JSON.") from None
    if not isinstance(fields, dict):
        raise Refusal(400, "The body is not an object.")
    try:
        verb(fields, health, teller)
    except UnknownSignal as error:
        raise Refusal(404, str(error)) from None
    return state(health, teller)


def state(health: Health, teller: Teller) -> object:
    """What is wrong and what is going on."""
    items = health.items()
    return {
        "silent": health.silent,
        "story": teller.telling,
        "signals": [item.resource for item in items],
        "not_ok": [item.as_json() for item in items if item.level or item.maintenance],
        "stories": story.names(),
        "verbs": list(VERBS),
    }


def _break(fields: Fields, health: Health, teller: Teller) -> None:
    name, word = _text(fields, "signal"), _text(fields, "level", "major_outage")
    text, maintenance = _text(fields, "text", ""), fields.get("maintenance", False)
    if not isinstance(maintenance, bool):
        raise Refusal(400, "maintenance is true or false.")
    try:
        level = Level.from_word(word)
    except ValueError as error:
        raise Refusal(400, f"level: {error}.") from None
    health.set(name, level, text, maintenance=maintenance)


def _mend(fields: Fields, health: Health, teller: Teller) -> None:
    if fields.get("signal") is None:
        teller.stop()
        health.mend()
    else:
        health.set(_text(fields, "signal"), Level.OPERATIONAL)


def _silence(fields: Fields, health: Health, teller: Teller) -> None:
    health.silent = True


def _speak(fields: Fields, health: Health, teller: Teller) -> None:
    health.silent = False


def _story(fields: Fields, health: Health, teller: Teller) -> None:
    speed = fields.get("speed", 600)
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not 1 <= speed <= story.FASTEST:
        raise Refusal(400, f"speed is a number from 1 to {story.FASTEST:,}.")
    try:
        found = story.load(_text(fields, "name"))
    except LookupError as error:
        raise Refusal(404, str(error)) from None
    teller.tell(found, speed)


def _text(fields: Fields, name: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise Refusal(400, f"{name} is missing, or not text.")
    return value


VERBS: dict[str, Callable[[Fields, Health, Teller], None]] = {
    "break": _break,
    "mend": _mend,
    "silence": _silence,
    "speak": _speak,
    "story": _story,
}
