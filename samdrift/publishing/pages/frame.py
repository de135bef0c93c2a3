"""Render a template within the site's frame, the same for every reader."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import get_template

from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.vocabulary import Language

_STALE_WORDS: dict[Language, str] = {"da": STALE_WORDS_DA, "en": STALE_WORDS_EN}


def render(
    template: str,
    language: Language,
    *,
    at: Mapping[Language, str],
    query: str = "",
    stale: bool = False,
    content: Mapping[str, object] | None = None,
) -> str:
    """`language` is the active one; the page is `at` an address in each. `query` is what was asked there."""
    frame = {
        "language": language,
        "addresses": at,
        "address": at[language],
        "other_address": at[other_language(language)] + query,
        "stale": stale,
        "stale_words": _STALE_WORDS[language],
    }
    return get_template(f"publishing/{template}").render({**frame, **(content or {})})


def other_language(language: Language) -> Language:
    return "en" if language == "da" else "da"
