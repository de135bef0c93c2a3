"""What the front page says of one system that does not simply work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samdrift.publishing.pages import addresses, expected_reach, expected_words, planned_work
from samdrift.publishing.pages.effects import Effect, effects, general, still
from samdrift.publishing.pages.expected import due_to
from samdrift.publishing.pages.expected_reach import NOBODY, Reach, Reached
from samdrift.publishing.pages.expected_words import Reason
from samdrift.publishing.pages.since import since
from samdrift.publishing.pages.standing import of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Trouble:
    """`work` tells of planned work that its state does not name, `still` what of it works; `cause` is what its trouble
    may be due to, `reach` whom it may reach."""

    name: str
    address: str
    standing: str
    word: str
    since: str
    general: str
    work: str
    effects: tuple[Effect, ...]
    still: str
    cause: Reason | None
    reach: Reach


def read(system: SystemStatus, reached: Mapping[str, list[Reached]], today: date, language: Language) -> Trouble:
    """`reached` as made from all systems of the page."""
    told = effects(system, language)
    found = due_to(system)
    return Trouble(
        name=system.name.in_(language),
        address=addresses.page("system", language, system.slug),
        standing=of(system).value,
        word=word(system.state),
        since=since(system, language, today),
        general="" if told else general(system),
        work=" ".join(
            each
            for each in (planned_work.beside(system, language), planned_work.faults_beside(system, language))
            if each
        ),
        effects=told,
        still=still(system, language),
        cause=expected_words.as_cause(found, language, today) if found else None,
        reach=expected_reach.of_root(reached, system.slug, today, language),
    )


def plain(system: SystemStatus, language: Language) -> Trouble:
    """Its state and nothing else."""
    return Trouble(
        name=system.name.in_(language),
        address=addresses.page("system", language, system.slug),
        standing=of(system).value,
        word=word(system.state),
        since="",
        general="",
        work="",
        effects=(),
        still="",
        cause=None,
        reach=NOBODY,
    )
