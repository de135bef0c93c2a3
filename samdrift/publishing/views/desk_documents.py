"""Every system and its document on the desk, with what is not for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.document.labels import word
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import System
from samdrift.portfolio.queries import confirmations, portfolio_version, systems_in_force
from samdrift.publishing.document_history import Reader, content
from samdrift.publishing.documents_explored import document_on
from samdrift.publishing.forms.explore_days import ExploreDaysForm
from samdrift.publishing.pages import documentation
from samdrift.publishing.pages.evidence import confirmed
from samdrift.publishing.pages.measures import percent
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Audience, Language


@dataclass(frozen=True, slots=True)
class Row:
    slug: str
    name: str
    owner: str
    scope: str
    completeness: str
    confirmed: str


@require_safe
@signed_in
def desk_systems(request: PersonRequest) -> HttpResponse:
    """Every system in force, and how well each is described."""
    require(DeskGate(request.user).may_see_overview())
    now, language = timezone.now(), _language()
    last = confirmations(now)
    rows = [
        Row(
            slug=system.slug,
            name=system.name.in_(language),
            owner=system.owner.in_(language),
            scope=capital(word(system.scope, language)),
            completeness=percent(str(system.completeness), language),
            confirmed=confirmed(last.get(system.slug), today(now), language),
        )
        for system in systems_in_force(now, Audience.PARTNERS)
    ]
    return render(request, "publishing/desk_systems.html", {"rows": rows, "section": "desk"})


@require_safe
@signed_in
def desk_system(request: PersonRequest, slug: str) -> HttpResponse:
    """The document in force now, as the person may read it."""
    require(DeskGate(request.user).may_see_overview())
    reader = _reader(request, slug)
    found = document_on(slug, reader.ask(reader.today), reader.own)
    told = found and documentation.read(found, reader.language, lambda other: reader.address(other, None))
    context = {"documentation": told, "slug": slug, "internal": reader.own is Audience.INTERNAL, "section": "desk"}
    return render(request, "publishing/desk_system.html", context, status=200 if told else 404)


@require_safe
@signed_in
def desk_system_history(request: PersonRequest, slug: str) -> HttpResponse:
    require(DeskGate(request.user).may_see_overview())
    reader = _reader(request, slug)
    form = ExploreDaysForm(request.GET, today=reader.today)
    status = 200 if form.is_valid() else 400
    told = content(slug, reader, form.asked) or {"name": slug, "revisions": ()}
    context = told | {"form": form, "internal": reader.own is Audience.INTERNAL, "section": "desk"}
    return render(request, "publishing/desk_history.html", context, status=status)


def _reader(request: PersonRequest, slug: str) -> Reader:
    system = get_object_or_404(System, slug=slug)
    own = Audience.INTERNAL if SystemGate(request.user, system).may_read_internal() else Audience.PARTNERS
    now = timezone.now()
    return Reader(own, Audience.PARTNERS, _language(), _address, portfolio_version(now), now)


def _address(slug: str, on: date | None) -> str:
    if on is None:
        return reverse("desk_system", kwargs={"slug": slug})
    return reverse("desk_system_history", kwargs={"slug": slug}) + f"?dato={on.isoformat()}"


def _language() -> Language:
    return "en" if get_language() == "en" else "da"
