"""Moments as people say them, in Danish time and the page's language."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from samdrift.vocabulary import season

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """`23. november kl. 10.58`; a word where it never was."""
    return _time(at, gettext("j F, H:i")) if at else gettext("never")


@register.filter
def exact_moment(at: datetime) -> str:
    """To the second and with the year, for the audit trail."""
    return _time(at, gettext("j F Y, H:i:s"))


def _time(at: datetime, form: str) -> SafeString:
    shown = date_format(timezone.localtime(at), form) + season(at, "en" if get_language() == "en" else "da")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), shown)
