from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_demonstration() -> bool:
    """Published pages have no request, so a context processor would not reach them."""
    return bool(settings.DEMONSTRATION)
