"""An installation on which the steps of a situation are played, as they would happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from samdrift.monitoring.actions.corrections import Reason, end_signal, take_back
from samdrift.monitoring.actions.sources import Rhythm, change_source
from samdrift.monitoring.models import Mapping as Counting
from samdrift.monitoring.models import Signal, Source, Transition
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.sections import Scope
from samdrift.vocabulary import Level
from tests import cast
from tests.portfolio.documents import both, document
from tests.publishing.installation import Installation, documents
from tests.publishing.situations.read_out import ReadOut
from tests.publishing.situations.situation import Hearing, Situation
from tests.publishing.situations.steps import Step, Word

_WHY = Reason("Overvågningen tog fejl.", "The monitoring was wrong.")


class Stage(Installation):
    def __init__(self, root: Path, situation: Situation) -> None:
        chosen = situation.systems
        described = many(chosen) if isinstance(chosen, int) else _demonstration(situation.inside)
        super().__init__(root, chosen if isinstance(chosen, tuple) else described, described)
        self._sources = {slug: _source(slug, hearing) for slug, hearing in situation.sources.items()}
        self._speaks_for = {slug: hearing.systems for slug, hearing in situation.sources.items()}
        self._watched = [slug for slug in self.slugs if slug not in situation.unwatched and self._is_running(slug)]
        self._stopped = False

    def play(self, step: Step) -> None:
        """And turn until nothing more is published."""
        self._acting(step)()
        while not self._stopped and self.turn(step.seconds):
            pass

    def read_out(self) -> ReadOut:
        """As the edge hands it out."""
        return ReadOut(self.edition(), datetime.fromisoformat(self.heartbeat()) if self._stopped else None)

    def _acting(self, step: Step) -> Callable[[], object]:
        if word := step.word:
            return lambda: self._say(word, step.seconds)
        for pattern, act in self._acts.items():
            if found := re.fullmatch(pattern, step.what):
                return partial(act, step.seconds, *found.groups())
        raise ValueError(f"not known: {step.what!r}")

    @property
    def _acts(self) -> Mapping[str, Callable[..., object]]:
        return {
            r"nothing": lambda _: None,
            r"all work": self._all_work,
            r"the worker restarts": self._restart,
            r"the worker stops": self._stop,
            r"([\w-]+) repeats": self._repeat,
            r"([\w-]+) is paused": partial(self._pause, paused=True),
            r"([\w-]+) goes on": partial(self._pause, paused=False),
            r"(\S+) is checked end to end(?: through (.+))?": self._check_end_to_end,
            r"the message on (\S+) is taken back": self._take_back,
            r"the signal (\S+) is ended": self._end,
        }

    def _say(self, word: Word, seconds: float) -> None:
        for key in self._signals(word.of):
            source = self._sources[word.by] if word.by else self._speaker(key)
            cast.said(source, key, seconds, word.level, planned=word.planned)

    def _all_work(self, seconds: float) -> None:
        for source in self._sources.values():
            keys = [key for slug in self._watched if self._speaker(slug) == source for key in self._services(slug)]
            if keys:
                cast.hear(
                    source, *(cast.observation(key, seconds, Level.OPERATIONAL) for key in keys), received=seconds
                )

    def _restart(self, _: float) -> None:
        self.pipeline = self.another_pipeline()

    def _stop(self, _: float) -> None:
        self._stopped = True

    def _repeat(self, seconds: float, slug: str) -> None:
        signals = Signal.objects.filter(source=self._sources[slug])
        said = [cast.observation(each.key, seconds, Level(each.level), planned=each.planned) for each in signals]
        cast.hear(self._sources[slug], *said, received=seconds)

    def _pause(self, seconds: float, slug: str, *, paused: bool) -> None:
        source = self._sources[slug]
        rhythm = Rhythm(interval=source.interval, confirm=source.confirm, paused=paused)
        change_source(actor=None, source=source, rhythm=rhythm, now=cast.at(seconds))

    def _check_end_to_end(self, _: float, key: str, through: str | None) -> None:
        names = through.split(", ") if through else []
        assert Counting.objects.filter(signal__key=key).update(end_to_end=True, through=names)

    def _take_back(self, seconds: float, key: str) -> None:
        line = Transition.objects.filter(signal__key=key, level__gt=0).latest("at")
        assert take_back(actor=None, line=line, reason=_WHY, now=cast.at(seconds))

    def _end(self, seconds: float, key: str) -> None:
        assert end_signal(actor=None, signal=Signal.objects.get(key=key), reason=_WHY, now=cast.at(seconds))

    def _speaker(self, key: str) -> Source:
        system = key.partition("/")[0]
        return next(source for slug, source in self._sources.items() if system in (self._speaks_for[slug] or (system,)))

    def _signals(self, of: tuple[str, ...]) -> list[str]:
        if found := re.fullmatch(r"first (\d+)", of[0]):
            return [key for slug in self._watched[: int(found[1])] for key in self._services(slug)]
        return list(of)

    def _services(self, slug: str) -> list[str]:
        return [f"{slug}/{service.id}" for service in self.documents[slug].services] or [slug]

    def _is_running(self, slug: str) -> bool:
        return self.documents[slug].life_cycle.retired_on is None


def _demonstration(inside: Collection[str]) -> dict[str, SystemDocument]:
    return {slug: _inside(each) if slug in inside else each for slug, each in documents().items()}


def _inside(document: SystemDocument) -> SystemDocument:
    return document.model_copy(update={"identity": document.identity.model_copy(update={"scope": Scope.SHARED})})


def many(number: int) -> dict[str, SystemDocument]:
    """Systems with one service each, of which none needs another."""
    return {each.slug: each for each in map(_one_of_many, range(1, number + 1))}


def _one_of_many(number: int) -> SystemDocument:
    name = f"System {number}"
    purpose = {"da": f"Brug {name}.", "en": f"Use {name}."}
    service = {
        "id": "adgang",
        "name": {"da": "Adgang", "en": "Access"},
        "purpose": purpose,
        "without": {"da": f"Du kan ikke bruge {name}.", "en": f"You cannot use {name}."},
    }
    identity = {"slug": f"system-{number:03}", "name": both(name), "purpose": purpose}
    least = document(str(identity["slug"])).model_dump(mode="json", exclude_unset=True)
    return SystemDocument.model_validate({**least, "identity": identity, "services": [service]})


def _source(slug: str, hearing: Hearing) -> Source:
    rhythm = {"interval": timedelta(seconds=hearing.interval), "confirm": timedelta(seconds=hearing.confirm)}
    if Source.objects.filter(slug=slug).update(**rhythm):
        return Source.objects.get(slug=slug)
    return cast.source(slug, **rhythm)
