from __future__ import annotations

from datetime import datetime

from django import template
from django.conf import settings
from django.utils.translation import get_language, gettext

from samdrift.publishing.pages import moments

register = template.Library()


@register.simple_tag
def is_demonstration() -> bool:
    """Published pages have no request, so a context processor would not reach them."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag
def invented_history() -> str:
    """That what is shown of earlier is invented, in the active language; empty where nothing is."""
    before: datetime | None = settings.INVENTED_BEFORE
    if before is None or not settings.DEMONSTRATION:
        return ""
    return gettext("The history before %(moment)s was invented for the demonstration.") % {
        "moment": moments.moment(before, "en" if get_language() == "en" else "da")
    }
