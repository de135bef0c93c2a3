"""A story is a course of events, replayed with its times compressed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from samdrift.demo.oneview.health import Health
from samdrift.vocabulary import Level

STORIES = Path(__file__).parents[1] / "stories"
FASTEST = 1_000_000


class BothLanguages(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    da: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    after: int = Field(ge=0)
    """Minutes from the beginning of the story."""
    signal: str
    level: Literal["operational", "degraded", "partial_outage", "major_outage"]
    text: BothLanguages


class Story(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: BothLanguages
    note: BothLanguages
    steps: list[Step] = Field(min_length=1)


def names() -> list[str]:
    return sorted(path.stem.replace("_", "-") for path in STORIES.glob("*.yaml"))


def load(name: str) -> Story:
    """Raises LookupError that lists the stories there are."""
    if name not in names():
        raise LookupError(f"There is no story {name[:80]!r}; there is {', '.join(names())}.")
    return Story.model_validate(yaml.safe_load((STORIES / f"{name.replace('-', '_')}.yaml").read_text()))


class Teller:
    """Tells one story at a time; a new one, or `stop`, ends the one being told."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self._enough = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def telling(self) -> str | None:
        """The Danish title, while a story is being told."""
        return self._thread.name if self._thread and self._thread.is_alive() else None

    def tell(self, story: Story, speed: float) -> None:
        """Start; one second here is `speed` seconds of the story. Raises UnknownSignal before anything is changed."""
        for step in story.steps:
            self._health.check(step.signal)
        with self._lock:
            self._end()
            self._enough = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(story, speed, self._enough), name=story.title.da, daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        with self._lock:
            self._end()

    def _end(self) -> None:
        self._enough.set()
        if self._thread:
            self._thread.join()
        self._thread = None

    def _run(self, story: Story, speed: float, enough: threading.Event) -> None:
        told = 0
        for step in sorted(story.steps, key=lambda step: step.after):
            if enough.wait((step.after - told) * 60 / speed):
                return
            told = step.after
            self._health.set(step.signal, Level.from_word(step.level), step.text.da)
