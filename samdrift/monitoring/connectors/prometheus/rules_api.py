from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import Field, SecretStr

from samdrift.monitoring import payload
from samdrift.monitoring.alerts import Alert, AlertSettings
from samdrift.monitoring.observation import Observation, Reading, Refused, Whole
from samdrift.outgoing import Ask
from samdrift.vocabulary import Sentence, sentence

STATES = ("inactive", "pending", "firing")
EVALUATIONS = 3
"""A rule that missed so many of its evaluations stands still. After a start so many must pass before the absence of an
alert means anything: the first may see a world that has not been scraped yet."""
STARTING = timedelta(seconds=15)
"""After a start, and however often it then evaluates, Prometheus takes so long to find what it scrapes (twice its 5
seconds between looks) and to scrape it: until then no alert fires for want of measurements."""
LATE = timedelta(seconds=30)
"""As late as this an evaluation is not missed, however short the interval: evaluating and asking take time."""


class Settings(AlertSettings):
    address: str = Field(pattern=r"^https?://", max_length=2000)
    """Prometheus's own, like http://127.0.0.1:9090, with its path prefix if it has one."""
    headers: dict[str, SecretStr] = {}
    """Sent with each question, `Authorization` for example. Kept out of messages and logs."""


def request(settings: Settings) -> Ask:
    headers = {name: value.get_secret_value() for name, value in settings.headers.items()}
    return Ask(f"{settings.address.rstrip('/')}/api/v1/rules?type=alert", headers=headers)


@dataclass(slots=True)
class _Answer:
    """What the rules say, one after the other. `asleep` names those of whose alerts no absence proves anything."""

    settings: Settings
    now: datetime
    observations: list[Observation] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    asleep: dict[str, Sentence] = field(default_factory=dict)
    interval: timedelta = timedelta()
    alive: bool = False
    restarted: bool = False

    def take(self, rule: Mapping[str, object], interval: timedelta, where: str) -> None:
        name = payload.text(rule.get("name"), f"{where}.name")
        self.interval = max(self.interval, interval)
        self.rules.add(name)
        if why := self._asleep(rule, interval, where):
            self.asleep.setdefault(name, why)
        for number, item in enumerate(payload.as_list(rule.get("alerts") or [], f"{where}.alerts")):
            self._take_alert(payload.as_object(item, f"{where}.alerts[{number}]"), f"{where}.alerts[{number}]")

    def _take_alert(self, fields: Mapping[str, object], where: str) -> None:
        alert, state = Alert.read({**fields, "fingerprint": None}, where), fields.get("state")
        if state not in STATES:
            raise Refused(f"{where}.state", state, ", ".join(STATES))
        if alert.name == self.settings.watchdog:
            self.alive = self.alive or state == "firing"
        elif state == "firing":
            # Not at `activeAt`: then its condition first held, before its `for` had passed.
            level = self.settings.level_of(alert.labels.get("severity", ""))
            self.observations.append(alert.observed(self.now, level))
        elif state == "pending":
            self.pending.add(alert.key)

    def _asleep(self, rule: Mapping[str, object], interval: timedelta, where: str) -> Sentence | None:
        """Why the rule's silence proves nothing; None if it does."""
        if rule.get("health") not in ("ok", "unknown"):
            health = payload.text(rule.get("health"), f"{where}.health")[:80]
            return sentence("its health is %(health)s", health=health) if health else sentence("its health is missing")
        missing = datetime.min.replace(tzinfo=self.now.tzinfo)
        evaluated = payload.moment(rule.get("lastEvaluation"), f"{where}.lastEvaluation", missing=missing)
        if evaluated == missing:
            self.restarted = True
            return sentence("it has not been evaluated yet")
        if not -LATE <= self.now - evaluated <= EVALUATIONS * interval + LATE:
            return sentence("it was last evaluated at %(moment)s", moment=evaluated.isoformat(timespec="seconds"))
        return None


def read(body: bytes, settings: Settings, now: datetime) -> Reading:
    """All that fires now. Raises Refused.

    What a rule does not name does not fire, if the rule is there, in order and evaluated, and the answer is whole. An
    alert that is pending is as it was: after a start Prometheus leads what fired back through it.
    """
    body_fields = payload.as_object(payload.parse(body), "body")
    if body_fields.get("status") != "success":
        raise Refused("status", body_fields.get("error", body_fields.get("status")), "success")
    answer = _Answer(settings, now)
    for rule, interval, where in _rules(body_fields):
        answer.take(rule, interval, where)
    if partial := _partial(body_fields):
        return Reading(tuple(answer.observations), alive=answer.alive, fault=partial)
    standing_still = _standing_still(answer)
    awake = frozenset(answer.rules - answer.asleep.keys())
    return Reading(
        (*answer.observations, *(() if standing_still else settings.watched(now))),
        alive=answer.alive,
        restarted=answer.restarted or not answer.rules,
        whole=Whole(awake, STARTING + EVALUATIONS * answer.interval, frozenset(answer.pending)),
        fault=standing_still,
    )


def _rules(answer: Mapping[str, object]) -> Iterator[tuple[Mapping[str, object], timedelta, str]]:
    """Each rule with the interval of its group and where it stands."""
    data = payload.as_object(answer.get("data"), "data")
    for number, item in enumerate(payload.as_list(data.get("groups"), "data.groups")):
        where = f"data.groups[{number}]"
        group = payload.as_object(item, where)
        interval = _interval(group.get("interval"), f"{where}.interval")
        for index, rule in enumerate(payload.as_list(group.get("rules"), f"{where}.rules")):
            fields = payload.as_object(rule, f"{where}.rules[{index}]")
            if fields.get("type") != "recording":
                yield fields, interval, f"{where}.rules[{index}]"


def _interval(seconds: object, where: str) -> timedelta:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds <= 86_400:
        raise Refused(where, seconds, "seconds, at most a day")
    return timedelta(seconds=seconds)


def _partial(answer: Mapping[str, object]) -> str:
    """Thanos and others answer from what they could reach, and say so."""
    said = [str(word) for kind in ("warnings", "infos") if answer.get(kind) for word in _texts(answer[kind])]
    words = payload.storable("; ".join(said))[: payload.TEXT_LENGTH]
    return sentence("The answer is incomplete: %(warnings)s", warnings=words).stored() if said else ""


def _texts(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _standing_still(answer: _Answer) -> str:
    """Absent alerts of other rules mean what they always do, but nobody knows what this rule would have said."""
    if not answer.rules:
        return sentence("It has no alerting rules.").stored()
    if not answer.asleep:
        return ""
    name = min(answer.asleep)
    rule, why = payload.storable(name[:80]), answer.asleep[name]
    if len(answer.asleep) == 1:
        return sentence("The silence of the rule %(rule)s proves nothing: %(why)s.", rule=rule, why=why).stored()
    return sentence(
        "The silence of the rule %(rule)s and %(count)s others proves nothing: %(why)s.",
        rule=rule,
        count=len(answer.asleep) - 1,
        why=why,
    ).stored()
