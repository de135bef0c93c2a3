from __future__ import annotations

from django.db import models


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
