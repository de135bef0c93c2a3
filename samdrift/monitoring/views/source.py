"""One source: its signals, its settings, its token."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.actions.sources import PUSHED, change_source, create_source, rotate_token
from samdrift.monitoring.forms import NewSourceForm, PageForm, SourceForm
from samdrift.monitoring.gate import DeskGate, SourceGate
from samdrift.monitoring.models import Source
from samdrift.monitoring.queries import desk
from samdrift.monitoring.words import seconds


@require_safe
@signed_in
def source(request: PersonRequest, slug: str) -> HttpResponse:
    found = _find(slug)
    gate = SourceGate(request.user, found)
    require(gate.may_see())
    context = {
        "source": found,
        "line": desk.source_line(found, now=timezone.now()),
        "page": desk.signal_page(found, number=PageForm.number(request.GET), now=timezone.now()),
        "gate": gate,
        "is_pushed": found.connector in PUSHED,
        "ingest_address": _ingest_address(found),
        "interval_seconds": number_format(seconds(found.interval)),
        "confirm_seconds": number_format(seconds(found.confirm)),
        "repeats_seconds": number_format(seconds(found.repeats)) if found.repeats else None,
        "poll_seconds": number_format(seconds(found.poll_every)) if found.poll_every else None,
    }
    return render(request, "monitoring/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def source_settings(request: PersonRequest, slug: str) -> HttpResponse:
    found = _find(slug)
    require(SourceGate(request.user, found).may_change())
    form = SourceForm(found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "monitoring/source_settings.html", {"source": found, "form": form}, status=status)
    change_source(actor=request.user, source=found, rhythm=form.rhythm(), now=timezone.now())
    messages.success(request, _("The settings of %(source)s have been saved.") % {"source": found.slug})
    return redirect("desk_source", slug=slug)


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_source(request: PersonRequest) -> HttpResponse:
    require(DeskGate(request.user).may_create_sources())
    form = NewSourceForm(request.POST if request.method == "POST" else None)
    made = _create(request, form) if form.is_valid() else None
    if made is None:
        status = 400 if form.is_bound else 200
        return render(request, "monitoring/source_new.html", {"form": form}, status=status)
    source, token = made
    if token is None:
        messages.success(request, _("%(source)s has been created.") % {"source": source.slug})
        return redirect("desk_source", slug=source.slug)
    context = {"source": source, "ingest_address": _ingest_address(source), "token": token}
    return render(request, "monitoring/source_token_made.html", context)


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def source_token(request: PersonRequest, slug: str) -> HttpResponse:
    """The answer to the POST shows the token itself: a redirect would have to keep it somewhere."""
    found = get_object_or_404(Source, slug=slug, connector__in=PUSHED)
    require(SourceGate(request.user, found).may_rotate_token())
    context = {"source": found, "ingest_address": _ingest_address(found)}
    if request.method != "POST":
        return render(request, "monitoring/source_token.html", context)
    token = rotate_token(actor=request.user, source=found, now=timezone.now())
    return render(request, "monitoring/source_token_made.html", {**context, "token": token})


def _create(request: PersonRequest, form: NewSourceForm) -> tuple[Source, str | None] | None:
    """None where the name is taken: the database says so, for a look beforehand could be too early."""
    named = {name: form.cleaned_data[name] for name in ("slug", "connector", "organisation", "settings")}
    try:
        return create_source(actor=request.user, rhythm=form.rhythm(), now=timezone.now(), **named)
    except IntegrityError:
        form.add_error("slug", form.name_is_taken())
        return None


def _find(slug: str) -> Source:
    return get_object_or_404(Source.objects.select_related("organisation", "beside"), slug=slug)


def _ingest_address(source: Source) -> str:
    return f"{settings.BASE_URL}/ingest/{source.slug}"
