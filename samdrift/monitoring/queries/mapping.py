"""What signals count for at present."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from samdrift.monitoring.models import Mapping, Signal, Source
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.models import Component
from samdrift.portfolio.queries import systems_in_force
from samdrift.vocabulary import Audience, Language, SignalName, Text, danish_order


@dataclass(frozen=True, slots=True)
class Named:
    """A component with its system's and its service's name; `service` None: the system as a whole, or not described."""

    component: Component
    system: Text
    service: Text | None

    def in_(self, language: Language) -> str:
        """`MitID: Login`; the system alone where it is meant as a whole."""
        if not self.component.service:
            return self.system.in_(language)
        service = self.service.in_(language) if self.service else self.component.service
        return f"{self.system.in_(language)}: {service}"


def mapped_component(signal: Signal) -> Component | None:
    """The component that `signal` counts for; None while it waits for mapping."""
    current = Mapping.objects.filter(signal=signal, during__endswith__isnull=True)
    mapping = current.select_related("component__system").first()
    return mapping.component if mapping else None


def mapped_components(signals: Iterable[int]) -> dict[int, Component]:
    """By signal id, those of `signals` that are mapped."""
    current = Mapping.objects.filter(signal__in=signals, during__endswith__isnull=True)
    return {mapping.signal_id: mapping.component for mapping in current.select_related("component__system")}


def components_of(source: Source) -> list[Component]:
    """Every component that a signal of `source` counts for."""
    current = Mapping.objects.filter(signal__source=source, during__endswith__isnull=True)
    return list(Component.objects.filter(pk__in=current.values("component")))


def components_to_choose(*, now: datetime) -> list[Named]:
    """Everything that a signal can be mapped to: all but what belongs to retired systems. By the Danish name."""
    described = _described(now)
    retired = {slug for slug, system in described.items() if system.retired}
    rows = Component.objects.select_related("system").exclude(system__slug__in=retired)
    found = [_named(row, described.get(row.system.slug)) for row in rows]
    return sorted(found, key=lambda each: (danish_order(each.system.da), each.component.system.slug))


def needs_of(component: Component, *, now: datetime) -> dict[str, Text] | None:
    """By node, in the order of the document, what `component` needs; a check of it may go through them. None for a
    system as a whole that has services: which of them a check of it used, nobody knows."""
    described = {system.slug: system for system in systems_in_force(now, Audience.INTERNAL)}
    system = described.get(component.system.slug)
    if system is None or (system.services and not component.service):
        return None
    needed = [each.on for each in system.dependencies if not each.needed_by or component.service in each.needed_by]
    return {str(on): _called(on, described) for on in needed}


def _called(name: SignalName, described: dict[str, SystemModel]) -> Text:
    system = described.get(name.system)
    if system is None:
        return Text(str(name), str(name))
    service = next((each.name for each in system.services if each.id == name.service), None)
    return Text(f"{system.name.da}: {service.da}", f"{system.name.en}: {service.en}") if service else system.name


def named(components: Iterable[Component], *, now: datetime) -> dict[int, Named]:
    """By component id, what the documents in force call `components`. One query, none where there are none."""
    components = list(components)
    described = _described(now) if components else {}
    return {component.pk: _named(component, described.get(component.system.slug)) for component in components}


def _described(now: datetime) -> dict[str, SystemModel]:
    return {system.slug: system for system in systems_in_force(now, Audience.PUBLIC)}


def _named(component: Component, system: SystemModel | None) -> Named:
    if system is None:
        slug = component.system.slug
        return Named(component, Text(slug, slug), None)
    names = {service.id: service.name for service in system.services}
    return Named(component, system.name, names.get(component.service))
