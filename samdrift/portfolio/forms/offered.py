"""What can be chosen where the template names something: systems, services, organisations, and the draft's own ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from samdrift.accounts.models import Organisation
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.document.given import entries, group
from samdrift.portfolio.forms.kinds import Options
from samdrift.vocabulary import Language

Content = Mapping[str, Any]

_OF_OWN = MappingProxyType(
    {"dependencies.needed_by": "services", "dependencies.group": "groups", "exchanges.over": "dependencies"}
)
"""What refers to an entry of another list of the same document."""


@dataclass(frozen=True, slots=True)
class Offered:
    """All that is named elsewhere, seen from one system's draft."""

    content: Content
    language: Language
    systems: Sequence[SystemModel]
    organisations: Sequence[Organisation]
    accepted: Content
    """What the draft was begun on: the ids in it are fixed. Empty for a new system."""

    def options(self, path: str) -> Options | None:
        """For a field that refers to something; None for every other field."""
        if (found := _OF_OWN.get(path)) is not None:
            return self._own(found)
        if path == "dependencies.on":
            return [(system.name.in_(self.language), self._within(system)) for system in self._others()]
        if path == "services.instead_needs":
            own = [(f"{self._slug}/{id}", name) for id, name in self._own("services")] if self._slug else []
            others = [(system.name.in_(self.language), self._within(system)) for system in self._others()]
            return [(_("This system"), own), *others] if own else others
        if path == "life_cycle.successor":
            return [(system.slug, system.name.in_(self.language)) for system in self._others()]
        if path == "owner.organisation":
            return [(each.slug, each.name.in_(self.language)) for each in self.organisations]
        return None

    def fixed(self, section: str, id: object) -> bool:
        """Whether the entry's id was accepted already: it names the entry for ever."""
        return isinstance(id, str) and id in {
            entry.get("id") for _place, entry in entries(dict(self.accepted), section)
        }

    def reference(self, written: object) -> str:
        """`mitid/login` as "MitID: Login"; as it is written where it names nothing that we know."""
        slug, _slash, service_id = str(written).partition("/")
        system = next((each for each in self.systems if each.slug == slug), None)
        if system is None:
            return str(written)
        name = system.name.in_(self.language)
        service = next((each.name.in_(self.language) for each in system.services if each.id == service_id), service_id)
        return f"{name}: {service}" if service_id else name

    def _others(self) -> Iterable[SystemModel]:
        return (system for system in self.systems if system.slug != self._slug)

    @property
    def _slug(self) -> object:
        return group(self.content.get("identity")).get("slug")

    def _within(self, system: SystemModel) -> list[tuple[str, str]]:
        name = system.name.in_(self.language)
        whole = (system.slug, _("%(system)s as a whole") % {"system": name})
        services = ((f"{system.slug}/{each.id}", each.name.in_(self.language)) for each in system.services)
        return [whole, *((value, f"{name}: {words}") for value, words in services)]

    def _own(self, section: str) -> list[tuple[str, str]]:
        named = [entry for _place, entry in entries(dict(self.content), section) if entry.get("id")]
        return [(str(entry["id"]), self._name(entry)) for entry in named]

    def _name(self, entry: Mapping[str, Any]) -> str:
        if "on" in entry:
            return self.reference(entry["on"])
        return in_reader_language(entry.get("name"), self.language) or str(entry["id"])


def in_reader_language(value: object, language: Language) -> str:
    """A text of a draft, which may have only one language yet, or none."""
    given = group(value)
    return str(given.get(language) or given.get("da") or given.get("en") or "")
