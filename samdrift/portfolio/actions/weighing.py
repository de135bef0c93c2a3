"""How much of a system stops with each of its services, as the document in force says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from samdrift.portfolio.models import Component, Revision


@transaction.atomic
def weigh_services(*, after: datetime | None, now: datetime) -> frozenset[str]:
    """Note it on the services of systems whose revision came into force after `after` (None: ever).

    Returns the slugs of those of which anything differs. May run twice. One query where nothing begins.
    """
    begun = Revision.objects.filter(during__contains=now)
    if after is not None:
        begun = begun.filter(during__startswith__gt=after)
    services = {
        system: {service["id"]: service.get("criticality", "") for service in listed or ()}
        for system, listed in begun.values_list("system_id", "content__services")
    }
    changed = (
        [
            component
            for component in Component.objects.filter(system__in=services).exclude(service="").select_related("system")
            if _note(component, services[component.system_id])
        ]
        if services
        else []
    )
    Component.objects.bulk_update(changed, ["in_force", "weight"])
    return frozenset(component.system.slug for component in changed)


def _note(component: Component, services: dict[str, Any]) -> bool:
    before = component.in_force, component.weight
    component.in_force, component.weight = component.service in services, services.get(component.service, "")
    return before != (component.in_force, component.weight)
