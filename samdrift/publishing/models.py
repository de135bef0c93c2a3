from __future__ import annotations

from django.db import models

from samdrift.accounts.models import Person


class Generation(models.Model):
    """One published generation: the record of what was told, and when."""

    number = models.BigAutoField(primary_key=True)
    published_at = models.DateTimeField()
    changed = models.JSONField(default=list)
    """Slugs whose state differs from the generation before."""

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class StandingFault(models.Model):
    """What the worker cannot do at present, and what therefore is as it was before."""

    what = models.CharField(max_length=300)
    """A step of the pipeline, or a public address."""
    system = models.CharField(max_length=100, blank=True)
    """The slug of the one system that it is about; no key, for what fails may be just that."""
    since = models.DateTimeField()
    why = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "system"], name="fault_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.system}".strip()


class Scenario(models.Model):
    """What somebody asked "what if" of, kept under a name for everyone who is signed in."""

    LONGEST_QUERY = 4000

    name = models.CharField(max_length=100)
    query = models.CharField(max_length=LONGEST_QUERY)
    """The address behind its question mark."""
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scenarios")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
