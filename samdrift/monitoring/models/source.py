from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.models import Organisation
from samdrift.accounts.sealed import SealedJSONField


class Source(models.Model):
    """One monitoring system: pushed to `/ingest/<slug>` by it, or polled at `address` by us."""

    class Connector(models.TextChoices):
        """Folder names under monitoring/connectors."""

        ALERTMANAGER = "alertmanager", "Alertmanager"
        EVENTS = "events", "CloudEvents / JSON"
        ONEVIEW = "oneview", "OneView"
        PROMETHEUS = "prometheus", "Prometheus"

    class Life(models.TextChoices):
        """How we know that a silent source is alive."""

        EVERY_SIGNAL = "every_signal", _("Each signal repeats itself")
        WATCHDOG = "watchdog", _("A watchdog alert repeats itself")
        BESIDE = "beside", _("Another source proves it")
        NONE = "none", _("Nothing proves it")

    slug = models.SlugField(_("name"), max_length=64, unique=True)
    connector = models.CharField(max_length=20, choices=Connector.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sources")
    settings = SealedJSONField(default=dict)
    """What the connector needs: address, headers, mapping. Checked by the connector's Settings model."""
    token_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the bearer token, in hex; empty where nothing is pushed."""
    interval = models.DurationField(default=timedelta(minutes=5))
    """Not heard for longer: not observed."""
    confirm = models.DurationField(default=timedelta(milliseconds=20))
    """A new state must stand this long before it is believed (each signal may have its own)."""
    life = models.CharField(max_length=20, choices=Life.choices, default=Life.EVERY_SIGNAL)
    beside = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="proves")
    """The polled source that proves this one alive, where `life` is `beside`."""
    repeats = models.DurationField(null=True, blank=True)
    """How often it says again that a fault lasts (Alertmanager's `repeat_interval`), if it does. A fault that it has
    not repeated by then counts as no longer heard. Where each signal repeats itself, `interval` says it."""
    poll_every = models.DurationField(null=True, blank=True)
    """Set for a source that is pulled."""
    next_poll_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    """When a message or an answer was last taken in whole."""
    proved_at = models.DateTimeField(null=True, blank=True)
    """When its watchdog was last heard; None also where it was heard to end."""
    proved_before = models.DateTimeField(null=True, blank=True)
    """When its watchdog was heard before that, and not so shortly before that it may have been the same message."""
    proved_since = models.DateTimeField(null=True, blank=True)
    """Since when its watchdog has been heard without a gap, last time that it was."""
    watchdogs_lost = models.JSONField(default=list, blank=True)
    """Fingerprints of watchdogs that ended and have not fired since: nothing proves it alive before they do."""
    awake_since = models.DateTimeField(null=True, blank=True)
    """Since when its answers have come without a fault between them."""
    doubts = models.JSONField(default=list, blank=True)
    """What was refused or cut off and not taken since (doubt.py)."""
    fault = models.TextField(blank=True)
    """Why the last poll or message was not taken, as a Sentence stores itself; empty when it was."""
    unreached = models.BooleanField(default=False)
    """Where there is a fault: no answer came that could be read at all."""
    paused = models.BooleanField(default=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
