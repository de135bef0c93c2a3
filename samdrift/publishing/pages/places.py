"""Where a reader is sent on from what is told of a system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.publishing.pages import addresses
from samdrift.vocabulary import Language

Address = Callable[[str], str]
"""Slug to where a reader of this page finds that system's documentation."""
REPORT = "/desk/dokumentation/"


@dataclass(frozen=True, slots=True)
class Links:
    """From the documentation of a system. `status` is empty where the system has no status page."""

    print: str
    file: str
    status: str
    history: str
    report: str


def links(system: SystemModel, language: Language) -> Links:
    return Links(
        print=addresses.page("print", language, system.slug),
        file=addresses.document_file(system.slug),
        status=addresses.page("system", language, system.slug) if has_status(system) else "",
        history=addresses.page("history", language, system.slug),
        report=REPORT,
    )


def documentation(language: Language) -> Address:
    return lambda slug: addresses.page("documentation", language, slug)


def main_page(system: SystemModel, language: Language) -> str:
    """The system's status page; its documentation where it has none."""
    return addresses.page("system" if has_status(system) else "documentation", language, system.slug)


def has_status(system: SystemModel) -> bool:
    """What is planned is nothing that the public could use yet; what is external is not ours to report on."""
    return system.life_cycle.status is not LifeCycleStatus.PLANNED and not system.external
