"""Denmark's clock, which shows the same hour twice on the night when summer time ends."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from samdrift.vocabulary.text import Language

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_SEASONS: dict[Language, tuple[str, str]] = {
    "da": ("\N{NO-BREAK SPACE}sommertid", "\N{NO-BREAK SPACE}normaltid"),
    "en": ("\N{NO-BREAK SPACE}CEST", "\N{NO-BREAK SPACE}CET"),
}


def season(at: datetime, language: Language) -> str:
    """What to write after the time at `at`: which of the two it is, where the clock shows it twice; else nothing."""
    local = at.astimezone(COPENHAGEN)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return ""
    return _SEASONS[language][local.fold]
