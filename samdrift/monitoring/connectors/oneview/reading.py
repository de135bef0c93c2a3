from __future__ import annotations

from datetime import datetime, timedelta

from jmespath.exceptions import JMESPathError

from samdrift.monitoring import payload
from samdrift.monitoring.connectors.oneview.mapping import Settings, compiled
from samdrift.monitoring.moments import NotAMoment, from_number
from samdrift.monitoring.observation import Observation, Reading, Refused, Whole
from samdrift.outgoing import Ask
from samdrift.vocabulary import Level, Sentence, SignalName, sentence

_WHOLE = Whole(awake=timedelta(seconds=15), at_first=True)
"""What has just come back from a fault may answer before it sees again."""


def request(settings: Settings) -> Ask:
    headers = {name: value.get_secret_value() for name, value in settings.headers.items()}
    if settings.body is not None:
        headers.setdefault("Content-Type", "application/json")
    body = settings.body.encode() if settings.body is not None else None
    return Ask(settings.address, settings.method, headers, body)


def read(body: bytes, settings: Settings, now: datetime) -> Reading:
    """Every item of the answer; of several for one signal the worst counts. Raises Refused: nothing of it is taken."""
    items = payload.as_list(_found(settings.items, payload.parse(body), "items"), "items")
    observations: dict[str, Observation] = {}
    for number, item in enumerate(items):
        seen = _observation(item, f"items[{number}]", settings, now)
        if seen.key not in observations or _weight(observations[seen.key]) < _weight(seen):
            observations[seen.key] = seen
    return Reading(tuple(observations.values()), alive=True, whole=_WHOLE if settings.complete else None)


def _weight(seen: Observation) -> tuple[Level, bool]:
    """Of two that are equally bad, the one that nobody planned is worse."""
    return seen.level, not seen.planned


def _observation(item: object, field: str, settings: Settings, now: datetime) -> Observation:
    key = payload.key(_found(settings.signal, item, f"{field}.signal"), f"{field}.signal")
    level = _level(_found(settings.state, item, f"{field}.state"), f"{field}.state", settings)
    planned = _found(settings.planned, item, f"{field}.planned")
    at = _time(_found(settings.time, item, f"{field}.time"), f"{field}.time", now)
    return Observation(
        key=key,
        at=at,
        level=level,
        planned=payload.flag(planned, f"{field}.planned"),
        text=payload.text(_found(settings.text, item, f"{field}.text"), f"{field}.text"),
        maps_to=SignalName.parse(key),
        timed=at is not now,
    )


def _found(expression: str | None, value: object, field: str) -> object:
    if expression is None:
        return None
    try:
        return compiled(expression).search(value)
    except (JMESPathError, TypeError, ValueError, ArithmeticError, RecursionError):
        # A function of JMESPath met a value that it is not made for, within the library's own Python or its checks.
        raise Refused(field, value, _applicable(expression)) from None


def _applicable(expression: str) -> Sentence:
    return sentence("something that %(expression)s can be applied to", expression=repr(expression[:80]))


def _one_of(settings: Settings) -> Sentence:
    return sentence("one of %(words)s", words=", ".join(settings.states))


def _level(word: object, field: str, settings: Settings) -> Level:
    spelled = {True: "true", False: "false"}[word] if isinstance(word, bool) else word
    if not isinstance(spelled, (str, int)):
        raise Refused(field, word, _one_of(settings))
    named = settings.states.get(str(spelled), settings.unknown_state)
    if named == "refuse":
        raise Refused(field, word, _one_of(settings))
    return Level.from_word(named)


def _time(value: object, field: str, now: datetime) -> datetime:
    """Zero is how systems write that they know no time."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value != 0:
        try:
            return from_number(value)
        except NotAMoment as error:
            raise Refused(field, value, error.sentence) from None
    return payload.moment(value, field, missing=now)
