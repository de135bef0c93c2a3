"""`{% asset "site.css" %}`, `{% page "integration" %}`, `{% site_feed %}` and others: addresses in templates."""

from __future__ import annotations

from django import template
from django.conf import settings
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


@register.simple_tag
def absolute(address: str) -> str:
    """With the host in front, for what is read elsewhere."""
    return f"{settings.BASE_URL}{address}"


@register.simple_tag
def preview_picture() -> str:
    """What chats and social media show beside a link: the same on every page and every day."""
    return assets.address(f"preview.{_language()}.png")


def _language() -> Language:
    return "en" if get_language() == "en" else "da"
