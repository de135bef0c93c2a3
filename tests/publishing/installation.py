"""A pipeline over the real database and a folder, turned by hand at moments that the test names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from samdrift.edge.edition import Edition, load
from samdrift.isolation import Isolation
from samdrift.monitoring.collect import Collector
from samdrift.monitoring.models import Source
from samdrift.outgoing import Outgoing
from samdrift.pipeline import Pipeline
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import SystemDocument, load_folder
from samdrift.portfolio.document.sections import Service
from samdrift.portfolio.models import System
from samdrift.publishing.publisher import Published, Publisher
from samdrift.snapshot.generation import HEARTBEAT
from samdrift.vocabulary import Level
from tests import cast

BASE_URL = "https://drift.example.dk"
PORTFOLIO = Path(__file__).parents[2] / "demo" / "portfolio"


@cache
def documents() -> dict[str, SystemDocument]:
    return {document.slug: document for document in load_folder(PORTFOLIO)}


def among(document: SystemDocument, slugs: Iterable[str]) -> SystemDocument:
    """`document` in a portfolio of `slugs` only: without what it says of others."""
    kept = tuple(each for each in document.dependencies if each.on.partition("/")[0] in slugs)
    carried = {each.id for each in kept}
    exchanges = tuple(each for each in document.exchanges if each.over in carried)
    in_use = {each.group for each in kept}
    groups = tuple(each for each in document.groups if each.id in in_use)
    services = tuple(_resting_on(each, slugs) for each in document.services)
    return document.model_copy(
        update={"services": services, "dependencies": kept, "exchanges": exchanges, "groups": groups}
    )


def _resting_on(service: Service, slugs: Iterable[str]) -> Service:
    if service.instead_needs is None:
        return service
    kept = tuple(each for each in service.instead_needs if each.partition("/")[0] in slugs)
    return service.model_copy(update={"instead_needs": kept})


def take_in(*changed: SystemDocument, seconds: float) -> None:
    known = {*System.objects.values_list("slug", flat=True), *(document.slug for document in changed)}
    import_documents(documents=[among(each, known) for each in changed], actor=None, now=cast.at(seconds))


class Installation:
    """Moments are seconds after noon, as in the cast. One source, heard at most once a day without falling silent."""

    def __init__(self, root: Path, slugs: Iterable[str], described: Mapping[str, SystemDocument] | None = None) -> None:
        """`described` are the documents to choose from; None is those of the demonstration."""
        self.root = root
        self.slugs = tuple(slugs)
        self.documents = described or documents()
        import_documents(
            documents=[among(self.documents[slug], self.slugs) for slug in self.slugs],
            actor=None,
            now=cast.NOON - timedelta(days=1),
        )
        self.source: Source = cast.source(interval=timedelta(days=1), confirm=timedelta(0))
        self.pipeline = self.another_pipeline()

    def another_pipeline(self) -> Pipeline:
        """As another worker process has, or this one after a restart."""
        self.isolation = Isolation()
        publisher = Publisher(self.root, BASE_URL, self.isolation)
        pipeline = Pipeline(Collector(Outgoing(()), lambda: cast.NOON), publisher, self.isolation)
        pipeline.begin()
        return pipeline

    def said(self, key: str, seconds: float, level: Level) -> None:
        cast.said(self.source, key, seconds, level)

    def all_is_well(self) -> Published:
        """Heard at noon, that every service works, and published a second later."""
        working = [
            cast.observation(f"{slug}/{service.id}", 0, Level.OPERATIONAL)
            for slug in self.slugs
            for service in self.documents[slug].services
            if self.documents[slug].life_cycle.retired_on is None
        ]
        cast.hear(self.source, *working, received=0)
        published = self.turn(1)
        assert published is not None
        # What is printed follows a few systems at a time.
        while self.turn(1):
            pass
        return published

    def turn(self, seconds: float) -> Published | None:
        return self.pipeline.turn(cast.at(seconds))

    def edition(self) -> Edition:
        """What an edge that starts now hands out; it checks every byte."""
        return load(self.root, None)

    def json(self, address: str) -> Any:
        return json.loads(self.plain(address))

    def plain(self, address: str) -> bytes:
        return self.edition().pages[address].forms["identity"].body

    def system(self, slug: str) -> Any:
        return next(system for system in self.json("/api/v1/status.json")["systems"] if system["slug"] == slug)

    def objects(self) -> dict[str, str]:
        """Address to the name of what it holds, and what its stale form holds."""
        entries = self.edition().manifest.entries
        return {address: f"{entry.object} {entry.stale}" for address, entry in entries.items()}

    def files(self) -> set[str]:
        return {path.name for path in self.root.glob("objects/??/*")}

    def heartbeat(self) -> str:
        return (self.root / HEARTBEAT).read_text()
