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
    claimed_at = models.DateTimeField(null=True, blank=True)
    """The time that the word said last bore, right or wrong; None if it bore none."""
    heard_at = models.DateTimeField()
    """When it was last received, by us."""
    late_at = models.DateTimeField(null=True, blank=True)
    """The own time of the word that came last, if it came late (placing.py)."""
    late_heard_at = models.DateTimeField(null=True, blank=True)
    """When we received that one."""
    late_differs = models.BooleanField(default=False)
    """It changed the past, to another state than what was so."""
    stood_at = models.DateTimeField()
    """Until when the source is known to have stood by its level."""
    known_from = models.DateTimeField()
    """Before this we could not have heard it: an own time before it is wrong."""
    recent = models.TextField(blank=True)
    """Marks of the latest words that their own times cannot tell from new ones, between spaces (placing.py)."""
    silent = models.BooleanField(default=False)
    starts_anew = models.BooleanField(default=False)
    """Its state is a person's doing (correction.py): the source's next word is placed after it, whatever its time."""
    doubted = models.BooleanField(default=False)
    """It is silent because what was refused or cut off may have been about it."""
    held_at = models.DateTimeField(null=True, blank=True)
    """Since when the end of its fault waits for proof that the source is alive (release.py); it is silent meanwhile."""

    class Meta:
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(name="signal_once", fields=["source", "key"])]
        indexes = [models.Index(name="signal_held", fields=["held_at"], condition=models.Q(held_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key}"

    @property
    def is_ended(self) -> bool:
        """A person ended the fault that it last reported."""
        return self.starts_anew and self.level > 0
