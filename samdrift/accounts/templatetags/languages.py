"""What has a form in each language, in that of the page."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.translation import get_language

from samdrift.vocabulary import Language

register = template.Library()


class InLanguages(Protocol):
    def in_(self, language: Language, /) -> str:
        """Its form in `language`."""


@register.filter
def in_language(text: InLanguages) -> str:
    return text.in_("en" if get_language() == "en" else "da")
