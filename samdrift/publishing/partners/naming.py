"""Systems and services by name, and what a person may have meant by what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from samdrift.portfolio.derived import Portfolio
from samdrift.vocabulary import LANGUAGES, Language, SignalName


class Names:
    """Of everything that can fail: systems in operation and their services. Nodes as in addresses."""

    def __init__(self, portfolio: Portfolio, language: Language) -> None:
        self._portfolio = portfolio
        self._language = language

    def system(self, slug: str) -> str:
        return self._portfolio.by_slug[slug].name.in_(self._language)

    def service(self, node: str) -> str:
        return self._service_names[node]

    def node(self, node: str) -> str:
        """ "MitID" or "MitID: Log ind og godkend"."""
        return self.all[node]

    @cached_property
    def all(self) -> dict[str, str]:
        """Each system followed by its services."""
        return dict(self._labels(self._language))

    def meant_by(self, text: str) -> tuple[str, ...]:
        """The one that is called so, in either language or as in addresses; otherwise all whose names hold the text."""
        sought = text.strip().casefold()
        labels = [(node, label.casefold()) for language in LANGUAGES for node, label in self._labels(language)]
        if exact := dict.fromkeys(node for node, label in labels if sought in (node, label)):
            return tuple(exact)
        return tuple(dict.fromkeys(node for node, label in labels if sought in label))

    def _labels(self, language: Language) -> Iterator[tuple[str, str]]:
        for system in self._portfolio.running:
            name = system.name.in_(language)
            yield system.slug, name
            for service in system.services:
                yield str(SignalName(system.slug, service.id)), f"{name}: {service.name.in_(language)}"

    @cached_property
    def _service_names(self) -> dict[str, str]:
        return {
            str(SignalName(system.slug, service.id)): service.name.in_(self._language)
            for system in self._portfolio.systems
            for service in system.services
        }
