"""`{{ sentence|tied }}`: short words with a hyphen, as "NemLog-in", are not parted at it."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_LONGEST = 16
"""Characters; what is longer must be parted on a narrow screen."""
_HYPHENED = re.compile(r"(?<!\S)[^\s&<>]*\w-\w[^\s&<>]*(?!\S)")


@register.filter
def tied(sentence: str) -> SafeString:
    return mark_safe(_HYPHENED.sub(_tied, conditional_escape(sentence)))  # noqa: S308  (escaped just now)


def _tied(found: re.Match[str]) -> str:
    return f'<span class="tied">{found[0]}</span>' if len(found[0]) <= _LONGEST else found[0]
