"""That a document still holds, who said so and when; and the reminders to say so again."""

from __future__ import annotations

from django.db import models

from samdrift.accounts.models import Person
from samdrift.portfolio.models.system import Revision, System


class Confirmation(models.Model):
    """The owner says that the document, as of `revision`, holds. It expires after twelve months.

    It may be said (`at`) before the revision is in force, and counts from then on.
    """

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="confirmations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="confirmations")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations", null=True)
    function_da = models.CharField(max_length=200)
    function_en = models.CharField(max_length=200)
    """In which function, never who: that is what readers are told."""

    class Meta:
        ordering = ["system", "-at"]

    def __str__(self) -> str:
        return f"{self.system.slug} {self.at:%Y-%m-%d}"


class Reminder(models.Model):
    """One reminder to one of the owner's people, for a confirmation that is about to expire, has expired or is missing.

    It is claimed (`tried_at`) before it is sent. One that was claimed and has neither gone nor a fault was cut short:
    nobody knows whether it went, so it is not sent again.
    """

    class Kind(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"
        NEVER = "never"

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due = models.DateField()
    """The day that the confirmation expires; for NEVER the day that the first document came into force."""
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    """Why it could not be sent the last time it was tried."""

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["system", "kind", "due", "recipient"]),
        ]

    def __str__(self) -> str:
        return f"{self.system.slug} {self.kind} {self.due}"
