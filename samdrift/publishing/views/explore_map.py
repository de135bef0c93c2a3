"""The map of any day, whole or around one system, and what changed between two days.

At a public address it is what anyone may read, whoever asks; below /desk/ what everyone who is signed in may read.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render as render_for_person
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.map import Choice
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.exploring import Asked
from samdrift.publishing.forms.explore_map import EARLIEST, ExploreMapForm
from samdrift.publishing.pages import addresses
from samdrift.publishing.pages import explore_map as page
from samdrift.publishing.pages.frame import render
from samdrift.publishing.pages.map_body import tables
from samdrift.publishing.queries import seen_now
from samdrift.vocabulary import Audience, Language, danish_order

CACHE = "public, max-age=5"


@require_safe
def explore_map(request: HttpRequest, language: Language) -> HttpResponse:
    """Nothing of the session is read: shared caches may keep the answer."""
    with override(language):
        content, status = _content(request.GET, Audience.PUBLIC, language, timezone.now())
        html = render(
            "explore_map.html",
            language,
            at=addresses.each_language("explore map"),
            query=f"?{request.GET.urlencode()}" if request.GET else "",
            content=content | {"section": "map"},
        )
    return HttpResponse(html, status=status, headers={"Cache-Control": CACHE, "Content-Language": language})


@require_safe
@signed_in
def desk_map(request: PersonRequest) -> HttpResponse:
    require(DeskGate(request.user).may_see_overview())
    language: Language = "en" if get_language() == "en" else "da"
    content, status = _content(request.GET, Audience.PARTNERS, language, timezone.now())
    return render_for_person(request, "publishing/desk_map.html", {**content, "section": "desk"}, status=status)


def _content(given: QueryDict, audience: Audience, language: Language, now: datetime) -> tuple[dict[str, Any], int]:
    """What the templates say, and the status: a request that cannot be understood is answered with what is wrong."""
    version = portfolio_version(now)

    def ask(on: date) -> Asked:
        return exploring.ask(on, audience, version, now)

    systems = _systems(given, ask, language, today(now))
    form = ExploreMapForm(given, systems=systems, today=today(now))
    if not form.is_valid():
        return {"form": form}, 400
    asked = form.asked()
    shown, other = ask(asked.day), ask(asked.other) if asked.other else None
    explored = exploring.explore(shown, asked.choice, other)
    states = seen_now(settings.PUBLISHED, now) if asked.day == today(now) else None
    around = dict(systems).get(asked.choice.around or "", "")
    question = page.Question(asked.day, asked.other, today(now), around, f"?{given.urlencode()}")
    made = _tables(shown, asked.choice, other, language)
    return {"form": form, "explored": page.read(explored, question, states, language, tables=made)}, 200


def _systems(given: QueryDict, ask: Callable[[date], Asked], language: Language, latest: date) -> list[tuple[str, str]]:
    """Slug and name of every system on the map today or on a day that is asked for, so that a closed one is found."""
    days = {latest}
    for written in (given.get("dato", ""), given.get("mod", "")):
        with suppress(ValueError):  # the form says what is wrong with it
            days.add(date.fromisoformat(written))
    names = {
        system.slug: system.name.in_(language)
        for day in sorted(days)
        if EARLIEST <= day <= latest
        for system in exploring.portfolio(ask(day)).systems
    }
    return sorted(names.items(), key=lambda item: danish_order(item[1]))


@lru_cache(maxsize=256)
def _tables(shown: Asked, choice: Choice, other: Asked | None, language: Language) -> SafeString:
    """Called with the language that is active."""
    return tables(exploring.explore(shown, choice, other).plan, language)
