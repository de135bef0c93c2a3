"""Which of our languages a sender is answered in."""

from __future__ import annotations

from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("da", "en")


def preferred(accepted: str) -> str:
    """The best that the header Accept-Language asks for; English where it asks for neither, as programs do."""
    asked = (code.partition("-")[0] for code, weight in parse_accept_lang_header(accepted) if weight)
    return next((code for code in asked if code in LANGUAGES), "en")
