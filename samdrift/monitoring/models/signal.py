from __future__ import annotations

from django.db import models

from samdrift.monitoring.models.source import Source


class Signal(models.Model):
    """One thing that a source watches. It rests on nothing until it is mapped (mapping.py).

    The newest state is kept here beside the log, so that an unchanged push reads one row and writes only
    when it was heard.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="signals")
    key = models.CharField(max_length=300)
    """What the source calls it; unique within the source."""
    text = models.TextField(blank=True)
    """The source's own words, last heard. Shown to those who map, never to the public."""
    interval = models.DurationField(null=True, blank=True)
    confirm = models.DurationField(null=True, blank=True)
    level = models.SmallIntegerField()
    planned = models.BooleanField(default=False)
    level_at = models.DateTimeField()
    """When the newest level began, by the source."""
    said_at = models.DateTimeField()
    """The latest moment, by the source, for which it was said; later than `level_at` where it repeats itself."""
    heard_at = models.DateTimeField()
    """When it was last received, by us."""
    silent = models.BooleanField(default=False)
    starts_anew = models.BooleanField(default=False)
    """Its state is a person's doing (correction.py): the source's next word is placed after it, whatever its time."""

    class Meta:
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(name="signal_once", fields=["source", "key"])]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key}"
