from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from samdrift.monitoring.models.signal import Signal
from samdrift.portfolio.models import Component, never_overlapping


class Mapping(models.Model):
    """Which component a signal counted for, and when. A change of mapping does not rewrite what was published."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="mappings")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="mappings")
    during = DateTimeRangeField()

    class Meta:
        constraints = [never_overlapping("mapping_one_at_a_time", "signal_id")]

    def __str__(self) -> str:
        return f"{self.signal} → {self.component}"
