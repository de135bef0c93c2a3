"""One system's document: report a change, say that it still holds, end it; and what was in force when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.actions.confirming import confirm_document, function_of
from samdrift.portfolio.actions.refusals import Refused
from samdrift.portfolio.actions.reporting import start_report, start_report_for_new
from samdrift.portfolio.forms.missing import missing_in_words
from samdrift.portfolio.forms.process import FunctionForm, NewSystemForm
from samdrift.portfolio.gate import PortfolioGate, SystemGate
from samdrift.portfolio.models import System
from samdrift.portfolio.queries.freshness import standings
from samdrift.portfolio.queries.history import history
from samdrift.portfolio.queries.reports import reports_on
from samdrift.portfolio.views import found


@require_safe
@signed_in
def document(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(System.objects.select_related("owner"), slug=slug)
    gate = SystemGate(request.user, system)
    require(gate.may_edit())
    now = timezone.now()
    line = next(iter(standings(now, [slug])), None)
    revisions = history(slug, now)
    context = {
        "system": system,
        "gate": gate,
        "line": line,
        "name": next((each.name for each in revisions), None),
        "missing": missing_in_words(line.missing, found.language()) if line else [],
        "revisions": revisions,
        "reports": reports_on(slug),
        "has_document": any(each.end is None and each.start for each in revisions),
        "ends": any(each.end and each.end > now for each in revisions)
        and all(each.end for each in revisions if each.start),
    }
    return render(request, "portfolio/document.html", context)


@require_POST
@signed_in
def start(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(System.objects.select_related("owner"), slug=slug)
    require(SystemGate(request.user, system).may_edit())
    try:
        report = start_report(system=system, actor=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("desk_document", slug=slug)
    return redirect("desk_report", report_id=report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: PersonRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(System.objects.select_related("owner"), slug=slug)
    require(SystemGate(request.user, system).may_confirm())
    usual = function_of(request.user)
    form = FunctionForm(request.POST if request.method == "POST" else None, initial={"da": usual.da, "en": usual.en})
    line = next(iter(standings(timezone.now(), [slug])), None)
    if not form.is_valid():
        context = {
            "system": system,
            "form": form,
            "line": line,
            "missing": missing_in_words(line.missing, found.language()) if line else [],
        }
        return render(request, "portfolio/confirm.html", context, status=400 if form.is_bound else 200)
    try:
        confirm_document(system=system, actor=request.user, function=form.function(), now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(
            request, _("You have confirmed that the documentation is still correct. We will ask again in a year.")
        )
    return redirect("desk_documents")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_system(request: PersonRequest) -> HttpResponse:
    require(PortfolioGate(request.user).may_add_systems())
    form = NewSystemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report = start_report_for_new(
                slug=form.cleaned_data["slug"],
                owner=form.cleaned_data["owner"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("desk_report", report_id=report.pk)
        except Refused as refused:
            form.add_error("slug", refused.sentence)
    return render(request, "portfolio/new_system.html", {"form": form}, status=400 if form.is_bound else 200)
