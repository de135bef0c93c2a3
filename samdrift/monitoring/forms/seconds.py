from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms

from samdrift.monitoring.words import seconds

DAY = 24 * 3600


class SecondsField(forms.DecimalField):
    """A duration, typed as seconds."""

    def __init__(self, *, least: str, most: int = 30 * DAY, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(least), max_value=most, decimal_places=3, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return seconds(value) if isinstance(value, timedelta) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return None if typed is None else timedelta(seconds=float(typed))
