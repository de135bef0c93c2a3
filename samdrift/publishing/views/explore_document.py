"""A document's history, for everyone: below /udforsk/ and /en/explore/."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from samdrift.portfolio.days import today
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing.document_history import Days, Reader, content
from samdrift.publishing.forms.explore_days import ExploreDaysForm
from samdrift.publishing.pages import addresses
from samdrift.publishing.pages.frame import render
from samdrift.vocabulary import Audience, Language

CACHE = "public, max-age=5"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Two that differ in `now` alone are equal: as long as the version is the same, so is the answer."""

    version: tuple[int, ...]
    today: date
    slug: str
    days: Days
    language: Language
    now: datetime = field(compare=False)


@require_safe
def explore_document(request: HttpRequest, slug: str, language: Language) -> HttpResponse:
    """Nothing of the session is read: shared caches may keep the answer."""
    now = timezone.now()
    with override(language):
        form = ExploreDaysForm(request.GET, today=today(now))
        status = 200 if form.is_valid() else 400
        asked = _Asked(portfolio_version(now), today(now), slug, form.asked, language, now)
        told = _told(asked)
        if told is None:
            status, page = 404, render("not_found.html", language, at=addresses.each_language("front"))
        else:
            page = render(
                "history.html",
                language,
                at=addresses.each_language("history", slug),
                query=f"?{request.GET.urlencode()}" if request.GET else "",
                content=told | {"form": form},
            )
    return HttpResponse(page, status=status, headers={"Cache-Control": CACHE, "Content-Language": language})


@lru_cache(maxsize=128)
def _told(asked: _Asked) -> dict[str, object] | None:
    def address(slug: str, on: date | None) -> str:
        return addresses.page("history", asked.language, slug) + (f"?dato={on.isoformat()}" if on else "")

    public = Audience.PUBLIC
    reader = Reader(public, public, asked.language, address, asked.version, asked.now)
    return content(asked.slug, reader, asked.days)
