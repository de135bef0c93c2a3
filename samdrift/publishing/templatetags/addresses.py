"""`{% asset "site.css" %}` and `{% page "integration" %}`, `{% site_feed %}`: addresses in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from samdrift.publishing import assets
from samdrift.publishing.pages import addresses
from samdrift.vocabulary import Language

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    return assets.address(name)


@register.simple_tag
def page(name: str, slug: str = "") -> str:
    """The page `name` in the active language: "front", "integration", or "system" with a slug."""
    return addresses.page(name, _language(), slug)


@register.simple_tag
def site_feed() -> str:
    return addresses.SITE_FEEDS[_language()]


def _language() -> Language:
    return "en" if get_language() == "en" else "da"
