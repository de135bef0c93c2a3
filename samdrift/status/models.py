from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from samdrift.portfolio.models import Component, never_overlapping


class Belief(models.Model):
    """What was believed of a component during a time: the history; without gaps, never overlapping."""

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="beliefs")
    during = DateTimeRangeField()
    level = models.SmallIntegerField()
    planned = models.BooleanField()
    observed = models.BooleanField()
    believed_at = models.DateTimeField()
    """When Samdrift settled on it; `during` starts when it happened."""

    class Meta:
        ordering = ["component", "during"]
        constraints = [
            never_overlapping("belief_one_at_a_time", "component_id"),
            models.CheckConstraint(name="belief_level_known", condition=Q(level__range=(0, 3))),
        ]
        indexes = [models.Index(name="belief_now", fields=["component"], condition=Q(during__endswith__isnull=True))]

    def __str__(self) -> str:
        return f"{self.component_id} {self.during} {self.level}"
