"""Finding data exchanges: what anyone may read, and on the desk what everyone who is signed in may read."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_for_person
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing.exploring import ask, portfolio
from samdrift.publishing.pages import addresses, exchange_search, exchanges, places
from samdrift.publishing.pages.frame import render
from samdrift.publishing.pages.places import Address
from samdrift.publishing.views.explore_document import CACHE
from samdrift.vocabulary import Audience, Language


@require_safe
def explore_exchanges(request: HttpRequest, language: Language) -> HttpResponse:
    """Nothing of the session is read: shared caches may keep the answer."""
    with override(language):
        told, status = _told(request.GET.dict(), Audience.PUBLIC, language, places.documentation(language))
        at = addresses.each_language("find exchanges")
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        page = render("exchanges.html", language, at=at, query=query, content=told | {"action": at[language]})
    return HttpResponse(page, status=status, headers={"Cache-Control": CACHE, "Content-Language": language})


@require_safe
@signed_in
def desk_exchanges(request: PersonRequest) -> HttpResponse:
    require(DeskGate(request.user).may_see_overview())
    language: Language = "en" if get_language() == "en" else "da"
    told, status = _told(request.GET.dict(), Audience.PARTNERS, language, _on_the_desk)
    context = told | {"action": reverse("desk_exchanges"), "section": "desk"}
    return render_for_person(request, "publishing/desk_exchanges.html", context, status=status)


def _told(
    parameters: Mapping[str, str], audience: Audience, language: Language, address: Address
) -> tuple[dict[str, object], int]:
    now = timezone.now()
    whole = portfolio(ask(today(now), audience, portfolio_version(now), now))
    wanted = exchange_search.wanted(parameters, whole)
    asked = wanted or exchange_search.Wanted()
    found = exchange_search.found(whole.flows, asked) if wanted else ()
    told: dict[str, object] = {
        "search": exchange_search.fields(whole, asked, language),
        "catalogue": exchanges.read(found, whole, language, address),
        "searched": asked != exchange_search.Wanted(),
        "fault": wanted is None,
        "section": "exchanges",
    }
    return told, 200 if wanted else 400


def _on_the_desk(slug: str) -> str:
    return reverse("desk_system", kwargs={"slug": slug})
