"""Where what the documents declare and what was observed disagreed, for the people at either end of a need."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.days import today
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import System
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.pages import comparison
from samdrift.status.comparing import compared
from samdrift.status.gate import ComparisonGate
from samdrift.vocabulary import Audience, Language

_ON_A_PAGE = 20


@require_safe
@signed_in
def desk_comparisons(request: PersonRequest) -> HttpResponse:
    """The systems of which the person may read it, and how much there is to read."""
    gate = ComparisonGate(request.user)
    require(gate.may_see_any())
    now = timezone.now()
    whole, language = _portfolio(now), _language()
    known = set(gate.seen().values_list("slug", flat=True))
    watched = [each for each in whole.systems if each.slug in known and not each.retired and not each.external]
    page = Paginator(watched, _ON_A_PAGE).get_page(request.GET.get("side"))
    shown = {system.slug: system for system in page}
    short = comparison.in_short(compared(shown, now), shown, language)
    rows = [(slug, system.name.in_(language), short[slug]) for slug, system in shown.items()]
    return render(request, "publishing/desk_comparisons.html", {"rows": rows, "page": page, "section": "desk"})


@require_safe
@signed_in
def desk_comparison(request: PersonRequest, slug: str) -> HttpResponse:
    """What the system needs, its own trouble, and what others need of it."""
    system = get_object_or_404(System.objects.select_related("owner"), slug=slug)
    require(ComparisonGate(request.user).may_see(system))
    now = timezone.now()
    whole, language = _portfolio(now), _language()
    own = compared([slug], now)
    others = compared({edge.consumer.slug for edge in whole.needed_by(slug)} - {slug}, now, on=slug)
    context = {
        "slug": slug,
        "name": whole.by_slug[slug].name.in_(language) if slug in whole.by_slug else slug,
        "window": comparison.window_in_words(own),
        "seen": comparison.seen(own, slug),
        "needs": comparison.spared(own, whole.by_slug, language),
        "own": comparison.own_trouble(own, whole.by_slug, language),
        "needed_by": comparison.spared(others, whole.by_slug, language),
        "may_report": SystemGate(request.user, system).may_edit(),
        "section": "desk",
    }
    return render(request, "publishing/desk_comparison.html", context)


def _portfolio(now: datetime) -> Portfolio:
    return exploring.portfolio(exploring.ask(today(now), Audience.PARTNERS, portfolio_version(now), now))


def _language() -> Language:
    return "en" if get_language() == "en" else "da"
