from __future__ import annotations

from django.db import models

from samdrift.accounts.models.person import Person


class AuditEntry(models.Model):
    """Who did what to what, when. Written in the action's own transaction; never changed or deleted."""

    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action} {self.subject}"
