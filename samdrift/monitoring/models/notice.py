from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samdrift.monitoring.models.source import Source


class Notice(models.Model):
    """Something was wrong with what a source sent, which only we can see: it is kept for those who can mend it.

    One row for each kind. `count` is that of the present burst, which began at `first_at`.
    """

    class Kind(models.TextChoices):
        REFUSED = "refused", _("Messages that were refused")
        CUT_OFF = "cut_off", _("Messages that were cut off")
        MOVED = "moved", _("Times we do not trust")
        LATE = "late", _("Messages that arrived late")
        IGNORED = "ignored", _("Fields we do not use")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.IntegerField()
    detail = models.TextField()
    """Of the last one; a stored Sentence."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["source", "kind"]),
            models.CheckConstraint(name="notice_in_order", condition=Q(first_at__lte=F("last_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.kind}"
