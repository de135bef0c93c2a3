"""A situation as it stands in the table, and the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from tests.publishing.situations.steps import Step, step

TABLES = Path(__file__).parent / "tables"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hearing(_Strict):
    """How a source is listened to, in seconds; `systems` that it speaks for, or all."""

    interval: int = 86_400
    confirm: int = 0
    systems: tuple[str, ...] = ()


class Situation(_Strict):
    """`what` it is, in a line, and `of` which system is read beside the front page.

    It begins at 13.00 with all `systems` (slugs of the demonstration, or so many others) heard to work, unless they are
    `unheard` or `unwatched`. Those `inside` are outside in the demonstration, but part of the portfolio here. One that
    comes `after` another goes on where that ended.
    """

    id: str
    what: str
    after: str = ""
    systems: tuple[str, ...] | int | None = None
    inside: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    unheard: bool = False
    sources: dict[str, Hearing] = {"probe": Hearing()}
    of: str = ""
    steps: Annotated[tuple[str, ...], Field(min_length=1)]
    expects: dict[str, Any] = {}

    def played(self) -> Iterator[Step]:
        if not self.after and not self.unheard:
            yield step("13.00 all work")
        yield from map(step, self.steps)


def situations(path: Path) -> list[Situation]:
    return [Situation.model_validate(each) for each in yaml.safe_load(path.read_text())]


def courses(path: Path) -> list[list[Situation]]:
    """Those that go on from one another, together."""
    found: list[list[Situation]] = []
    for each in situations(path):
        if not each.after:
            found.append([])
        elif not found or found[-1][-1].id != each.after:
            raise ValueError(f"{path.name}: {each.id} does not stand after {each.after}")
        found[-1].append(each)
    return found
