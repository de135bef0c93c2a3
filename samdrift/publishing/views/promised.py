"""What services promise, what their critical needs allow, and what was measured, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.availability import Measurement, measure
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.pages import promised as page
from samdrift.publishing.pages.measures import percent
from samdrift.publishing.partners import kept
from samdrift.publishing.partners.common_causes import BETA
from samdrift.publishing.partners.naming import Names
from samdrift.status.queries import histories
from samdrift.vocabulary import Audience, Language, Period

WINDOW = timedelta(days=90)


@require_safe
@signed_in
def promised(request: PersonRequest) -> HttpResponse:
    require(DeskGate(request.user).may_see_overview())
    now = timezone.now()
    language: Language = "en" if get_language() == "en" else "da"
    asked = exploring.ask(today(now), Audience.PARTNERS, portfolio_version(now), now)
    portfolio = exploring.portfolio(asked)
    rows = page.read(
        kept.promised(asked),
        _measured([system.slug for system in portfolio.systems], now),
        Names(portfolio, language),
        language,
    )
    context = {
        "section": "desk",
        "promising": [row for row in rows if row.promises],
        "others": [row for row in rows if not row.promises],
        "all": len(rows),
        "beta": percent(str(round(100 * BETA)), language),
    }
    return render(request, "publishing/promised.html", context)


def _measured(slugs: Sequence[str], now: datetime) -> dict[str, Measurement]:
    """By service, over the last 90 days. One query."""
    window = Period(now - WINDOW, now)
    return {str(name): measure(history, window) for name, history in histories(slugs, window.start).items()}
