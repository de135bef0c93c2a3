from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from samdrift.monitoring.models.signal import Signal
from samdrift.portfolio.models import Component, never_overlapping


class MappingQuerySet(models.QuerySet["Mapping"]):
    def current(self) -> MappingQuerySet:
        return self.filter(during__endswith__isnull=True)


class Mapping(models.Model):
    """Which component a signal counted for, and when. A change of mapping does not rewrite what was published.

    `end_to_end`: the signal comes from a check that really uses the service, so that it proves what the service needs
    to work too: of the systems and services `through` (as `mitid/login`), or of all that it needs if none are named.
    """

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="mappings")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="mappings")
    during = DateTimeRangeField()
    end_to_end = models.BooleanField(default=False)
    through = models.JSONField(default=list, blank=True)

    objects = MappingQuerySet.as_manager()

    class Meta:
        constraints = [never_overlapping("mapping_one_at_a_time", "signal_id")]

    def __str__(self) -> str:
        return f"{self.signal} → {self.component}"
