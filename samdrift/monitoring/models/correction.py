from __future__ import annotations

from django.db import models
from django.db.models import Q

from samdrift.accounts.models import Person
from samdrift.monitoring.models.signal import Signal
from samdrift.portfolio.models import Component


class Correction(models.Model):
    """A person set right what monitoring had said: the public reads it beside the history that it changed."""

    class Kind(models.TextChoices):
        MESSAGE_TAKEN_BACK = "message_taken_back"
        SIGNAL_ENDED = "signal_ended"

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    components = models.ManyToManyField(Component, related_name="+")
    """What the signal counted for then; empty where it counted for nothing."""
    reason_da = models.TextField()
    """Public, as is `reason_en`, which may be empty."""
    reason_en = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(name="correction_made", fields=["made_at"])]
        constraints = [models.CheckConstraint(name="correction_reasoned", condition=~Q(reason_da=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.signal_id} {self.made_at}"


class TakenBack(models.Model):
    """A line of the log that was taken back, as it stood there (transition.py). Nothing is derived from it."""

    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    claimed_at = models.DateTimeField()
    """When it happened, by the source."""
    level = models.SmallIntegerField()
    planned = models.BooleanField()
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    repeated_at = models.DateTimeField(null=True, blank=True)
    """When the source last sent the very same message again, which was then not taken."""

    def __str__(self) -> str:
        return f"{self.correction_id} {self.at} {self.level}"
