from __future__ import annotations

from django.db import models

from samdrift.portfolio.models import Component


class Resettle(models.Model):
    """A component whose beliefs from `since` on may no longer be right: the pipeline's only queue.

    Written in the transaction that changed what the beliefs rest on; deleted in the one that settled them.
    """

    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    due = models.DateTimeField()
    """Not before this: a new state must first stand for its confirm time."""

    class Meta:
        indexes = [models.Index(name="resettle_due", fields=["due"])]

    def __str__(self) -> str:
        return f"{self.component_id} since {self.since}"
