from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.monitoring.queries.overview import overview
from samdrift.portfolio.gate import PortfolioGate
from samdrift.portfolio.queries.freshness import undelivered
from samdrift.publishing.desk_standing import public_pages
from samdrift.publishing.likely_causes import likely_causes
from samdrift.publishing.queries import publicly_told
from samdrift.snapshot.standing_still import IN_SCOPE, StandingStill
from samdrift.vocabulary import Language


@require_safe
@signed_in
def desk(request: PersonRequest) -> HttpResponse:
    """What fails now, what may be behind it, and what the public is told: read from what is published, not from what
    should be. Also whether that is kept up to date."""
    gate = DeskGate(request.user)
    require(gate.may_see_overview())
    now = timezone.now()
    language: Language = "en" if get_language() == "en" else "da"
    seen, told = overview(now=now), publicly_told(settings.PUBLISHED)
    context = {
        "overview": seen,
        "pages": public_pages(settings.PUBLISHED, language, now, _standing_still(request)),
        "causes": likely_causes(now, language),
        "failing": [(system, told.get(system.slug)) for system in seen.failing],
        "quiet": [(source, [(each, told.get(each.slug)) for each in source.systems]) for source in seen.quiet],
        "undelivered": undelivered() if PortfolioGate(request.user).may_see_what_waits() else (),
        "gate": gate,
    }
    return render(request, "monitoring/overview.html", context)


def _standing_still(request: PersonRequest) -> StandingStill | None:
    said: StandingStill | None = getattr(request, "scope", {}).get(IN_SCOPE)
    return said
