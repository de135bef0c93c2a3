from __future__ import annotations

from django.db import models
from django.db.models import Q

from samdrift.monitoring.models.correction import Correction
from samdrift.monitoring.models.signal import Signal


class Transition(models.Model):
    """A signal changed, or fell silent. The log that everything believed is derived from.

    Lines are never changed. One that a person takes back leaves the log (correction.py), so that no reader of it can
    forget to leave it out.
    """

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="transitions")
    at = models.DateTimeField()
    """When it happened, by the source; what is placed in time is placed by this."""
    claimed_at = models.DateTimeField(null=True, blank=True)
    """The source's own time, where the message was placed at another."""
    level = models.SmallIntegerField(null=True)
    """0 to 3; None: it fell silent."""
    planned = models.BooleanField(default=False)
    doubted = models.BooleanField(default=False)
    """It fell silent because what was refused or cut off may have been about it."""
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    """When Samdrift accepted it."""
    ended_by = models.ForeignKey(Correction, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    """Set for what no source said: a person ended the signal, which is silent from then on."""

    class Meta:
        ordering = ["signal", "at"]
        constraints = [
            models.UniqueConstraint(name="transition_once", fields=["signal", "at"]),
            models.CheckConstraint(
                name="transition_level_known", condition=Q(level__isnull=True) | Q(level__range=(0, 3))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.at} {self.level}"
