"""Tell the pipeline what to settle again, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from samdrift.monitoring.models import Resettle
from samdrift.monitoring.wake import wake
from samdrift.portfolio.models import Component


def resettle(components: Iterable[Component], *, since: datetime) -> None:
    """What is believed of `components` from `since` on is worked out again; at once, and only if this commits."""
    Resettle.objects.bulk_create(Resettle(component=component, since=since, due=since) for component in components)
    wake()
