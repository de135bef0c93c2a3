from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from samdrift.portfolio.models import Component, never_overlapping


class HeldState(models.Model):
    """A state of a component during a time; those of one component never overlap."""

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="%(class)ss")
    during = DateTimeRangeField()
    level = models.SmallIntegerField()
    planned = models.BooleanField()
    observed = models.BooleanField()
    believed_at = models.DateTimeField()
    """When Samdrift settled on it; `during` starts when it happened."""

    class Meta:
        abstract = True
        ordering = ["component", "during"]
        constraints = [
            never_overlapping("%(class)s_one_at_a_time", "component_id"),
            models.CheckConstraint(name="%(class)s_level_known", condition=Q(level__range=(0, 3))),
        ]
        indexes = [models.Index(name="%(class)s_now", fields=["component"], condition=Q(during__endswith__isnull=True))]

    def __str__(self) -> str:
        return f"{self.component_id} {self.during} {self.level}"


class Belief(HeldState):
    """What was believed of a system or a service: the history, without gaps."""


class WholeBelief(HeldState):
    """What was reported of a system as a whole, its services aside. `component` is the system."""
