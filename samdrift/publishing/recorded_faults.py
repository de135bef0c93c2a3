"""What could not be made stands in the database while it stands, for the desk, and for the worker after this one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from samdrift.isolation import Fault, Key
from samdrift.publishing.models import StandingFault


def recorded_faults() -> dict[Key, Fault]:
    rows = StandingFault.objects.order_by("since", "what", "system")
    return {(row.what, row.system): Fault(row.what, row.system, row.since, row.why) for row in rows}


@transaction.atomic
def record_faults(standing: Mapping[Key, Fault]) -> bool:
    """Exactly these stand now."""
    StandingFault.objects.all().delete()
    StandingFault.objects.bulk_create(
        StandingFault(what=each.what, system=each.system, since=each.since, why=each.why) for each in standing.values()
    )
    return True
