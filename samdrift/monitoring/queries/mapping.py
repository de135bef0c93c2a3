"""What signals count for at present."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from samdrift.monitoring.models import Mapping, Signal, Source
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.models import Component
from samdrift.portfolio.queries import systems_in_force
from samdrift.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """A component with its system's and its service's name; `service` None: the system as a whole, or not described."""

    component: Component
    system: Text
    service: Text | None


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


def unmapped_signals_count() -> int:
    current = Mapping.objects.filter(during__endswith__isnull=True)
    return Signal.objects.exclude(pk__in=current.values("signal")).count()


def components_to_choose(*, now: datetime) -> list[Choice]:
    """Everything that a signal can be mapped to: all but what belongs to retired systems."""
    described = {system.slug: system for system in systems_in_force(now)}
    choices = (_choice(row, described.get(row.system.slug)) for row in Component.objects.select_related("system"))
    return [choice for choice in choices if choice]


def _choice(component: Component, system: SystemModel | None) -> Choice | None:
    slug = component.system.slug
    if system is None:
        return Choice(component, Text(slug, slug), None)
    if system.retired:
        return None
    names = {service.id: service.name for service in system.services}
    return Choice(component, system.name, names.get(component.service))
