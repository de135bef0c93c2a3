"""Days as people say them, in the page's language; and the gate that the desk's navigation asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from samdrift.portfolio.days import today
from samdrift.portfolio.gate import PortfolioGate

register = template.Library()


@register.filter
def day(of: date | datetime) -> str:
    """`23. november 2026`; of a moment, its day in Denmark."""
    on = today(of) if isinstance(of, datetime) else of
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), date_format(on, gettext("j F Y")))


@register.simple_tag(takes_context=True)
def portfolio_gate(context: dict[str, Any]) -> PortfolioGate:
    return PortfolioGate(context["request"].user)
