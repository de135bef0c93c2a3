"""That somebody said that a document holds."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime

from samdrift.vocabulary import COPENHAGEN, Text


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Confirmed at `at` (UTC) by somebody in `function`, of whom no more is told."""

    at: datetime
    function: Text

    @property
    def on(self) -> date:
        """The Copenhagen day."""
        return self.at.astimezone(COPENHAGEN).date()

    @property
    def expires(self) -> date:
        """The day twelve months later: the first on which the confirmation counts no more."""
        day = self.on
        year = day.year + 1
        return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))

    def counts_on(self, day: date) -> bool:
        return day < self.expires
