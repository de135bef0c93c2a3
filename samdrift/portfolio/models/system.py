"""Systems, the revisions of their documents, and what a state can be about."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from samdrift.accounts.models import Organisation, Person
from samdrift.vocabulary import Criticality, SignalName


class AsRange(models.Func):
    """A number as the range that holds only it, so that GiST compares it without an extension."""

    template = "int8range(%(expressions)s, %(expressions)s, '[]')"


def never_overlapping(name: str, column: str) -> ExclusionConstraint:
    """The database itself refuses two rows of the same `column` whose `during` overlap."""
    return ExclusionConstraint(
        name=name,
        expressions=[(AsRange(column), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
    )


class System(models.Model):
    """A shared system. All that is said of it stands in the revisions of its document."""

    slug = models.SlugField(max_length=64, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="systems")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class Revision(models.Model):
    """One accepted revision of a system's document, and when it is in force.

    `during` may begin in the future; it is empty for a revision that was taken back or replaced before it came into
    force. `follows` is the revision that it ended; null where the system had none. Revisions are never deleted.
    """

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    during = DateTimeRangeField()
    content = models.JSONField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followed_by", null=True)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["system", "-number"]
        constraints = [
            models.UniqueConstraint(name="revision_number", fields=["system", "number"]),
            never_overlapping("revision_one_in_force", "system_id"),
        ]

    def __str__(self) -> str:
        return f"{self.system.slug} {self.number}"


class Component(models.Model):
    """What a state can be about: a system (`service` empty) or one of its services. Never deleted."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="components")
    service = models.SlugField(max_length=64, blank=True)
    in_force = models.BooleanField(default=True)
    """Whether the document in force has the service; one that it no longer has says nothing of its system."""
    weight = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Criticality])
    """How much of the system stops with the service, by the document in force; empty where it does not say."""

    class Meta:
        ordering = ["system__slug", "service"]
        constraints = [
            models.UniqueConstraint(name="component_once", fields=["system", "service"]),
            models.CheckConstraint(
                name="component_weight_known",
                condition=models.Q(weight__in=["", *(each.value for each in Criticality)]),
            ),
        ]

    def __str__(self) -> str:
        return str(SignalName(self.system.slug, self.service or None))
