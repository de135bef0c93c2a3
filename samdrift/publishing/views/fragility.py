"""Where the portfolio is fragile, of what everyone who is signed in may read."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.impact import MustWork
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.map import MOST_NODES
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.exploring import Asked
from samdrift.publishing.pages import fragility as page
from samdrift.publishing.partners import kept
from samdrift.publishing.partners.case import Case, parameters
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.weak_points import needs_of
from samdrift.vocabulary import Audience, Language


@require_safe
@signed_in
def fragility(request: PersonRequest) -> HttpResponse:
    """Of a large portfolio, what must work is told of one system at a time: the one that `system` names."""
    require(DeskGate(request.user).may_see_overview())
    now = timezone.now()
    language: Language = "en" if get_language() == "en" else "da"
    asked = exploring.ask(today(now), Audience.PARTNERS, portfolio_version(now), now)
    names = Names(exploring.portfolio(asked), language)
    systems = [node for node in names.all if "/" not in node]
    chosen = request.GET.get("system", "")
    told = [chosen] if chosen in systems else systems[:MOST_NODES]
    needs = [page.must_work(_needs(asked, slug), names) for slug in told]
    found = kept.weaknesses(asked)
    context = {
        "section": "desk",
        "ranking": page.ranking(found.points, names, _scenario),
        "weights": page.weights(),
        "shared": page.shared(found.shared, names),
        "suppliers": page.gathered(found.suppliers, names, language),
        "sites": page.gathered(found.sites, names, language),
        "needs": [each for each in needs if each.what],
        "by_themselves": [each.name for each in needs if not each.what],
        "systems": [(slug, names.system(slug)) for slug in systems] if len(systems) > MOST_NODES else (),
        "chosen": chosen,
        "unknown": bool(chosen) and chosen not in systems,
    }
    return render(request, "publishing/fragility.html", context, status=400 if context["unknown"] else 200)


@lru_cache(maxsize=512)
def _needs(asked: Asked, slug: str) -> MustWork:
    return needs_of(kept.plain_graph(asked), slug)


def _scenario(case: Case) -> str:
    return f"{reverse('what_if')}?{urlencode(parameters(case), safe='/:')}"
