"""One entry of a list: a new one, or one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest
from samdrift.portfolio.actions.refusals import NotNow
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.compared import differing
from samdrift.portfolio.forms.draft_form import DraftForm, typed_in
from samdrift.portfolio.forms.faults import DraftFault, faults_in
from samdrift.portfolio.forms.lines import entry_name
from samdrift.portfolio.forms.pages import Page
from samdrift.portfolio.forms.questions import of_entry
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.views import found
from samdrift.portfolio.views.editing import editing, no_longer
from samdrift.portfolio.views.keeping import keep
from samdrift.portfolio.views.page import adding, told_of_faults


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def new_entry(request: PersonRequest, report: ChangeReport, section: str) -> HttpResponse:
    which = _list_or_404(section)
    form = _form(report, which, {}, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = _context(report, which, form) | {"is_new": True, "seen": ""}
        return render(request, "portfolio/entry.html", context, status=400 if request.method == "POST" else 200)
    try:
        saved = keep(report, lambda content: _added(content, which, form.piece()), request.user)
    except NotNow as refused:
        return no_longer(request, refused, form)
    return _saved(request, saved, which, len(draft.entries_of(saved.content, which)) - 1)


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def entry(request: PersonRequest, report: ChangeReport, section: str, place: int) -> HttpResponse:
    which = _list_or_404(section)
    if request.method == "POST":
        return _save(request, report, which, place)
    listed = draft.entries_of(report.content, which)
    if place >= len(listed) or not isinstance(listed[place], dict):
        raise Http404
    form = _form(report, which, listed[place])
    form.show(_faults(report, which, place))
    context = _context(report, which, form) | {"seen": draft.fingerprint(listed[place])}
    context["heading"] = entry_name(which, listed[place], found.offered(report))
    return render(request, "portfolio/entry.html", context)


def _save(request: PersonRequest, report: ChangeReport, which: Page, place: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        stored = _seen_entry(report.content, which, place, seen)
        form = _form(report, which, stored, request.POST)
        if not form.is_valid():
            return render(request, "portfolio/entry.html", _context(report, which, form) | {"seen": seen}, status=400)
        others = [each for each in draft.entries_of(report.content, which) if each != stored]
        piece = draft.with_id(form.piece(), which, others)
        saved = keep(report, lambda content: draft.put_entry(content, which, place, piece, seen=seen), request.user)
    except draft.Changed:
        return _both(request, report, which)
    except NotNow as refused:
        return no_longer(request, refused, form)
    at = draft.find(draft.entries_of(saved.content, which), place, draft.fingerprint(piece))
    return _saved(request, saved, which, at)


def _both(request: PersonRequest, report: ChangeReport, which: Page) -> HttpResponse:
    """Somebody else changed or removed the entry meanwhile: show both, and keep neither until the reader has chosen."""
    report.refresh_from_db()
    id = request.POST.get("id", "")
    mine = _form(report, which, {"id": id}, request.POST)
    listed = draft.entries_of(report.content, which)
    at = next((at for at, each in enumerate(listed) if id and isinstance(each, dict) and each.get("id") == id), None)
    context = _context(report, which, mine) | {"is_new": at is None, "was_removed": at is None, "seen": ""}
    if at is not None:
        theirs = differing(_form(report, which, listed[at]), mine)
        context |= {"differing": theirs, "seen": draft.fingerprint(listed[at]), "place": at}
    return render(request, "portfolio/entry.html", context, status=409)


def _saved(request: PersonRequest, saved: ChangeReport, which: Page, place: int) -> HttpResponse:
    if faults := _faults(saved, which, place):
        told_of_faults(request, len(faults))
        return redirect("desk_report_entry", report_id=saved.pk, section=which.name, place=place)
    name = entry_name(which, draft.entries_of(saved.content, which)[place], found.offered(saved))
    messages.success(request, _("%(entry)s has been saved.") % {"entry": name})
    return redirect("desk_report_page", report_id=saved.pk, section=which.name)


def _seen_entry(content: Mapping[str, Any], which: Page, place: int, seen: str) -> dict[str, Any]:
    listed = draft.entries_of(content, which)
    stored: dict[str, Any] = listed[draft.find(listed, place, seen)]
    return stored


def _added(content: Mapping[str, Any], which: Page, piece: dict[str, Any]) -> dict[str, Any]:
    return draft.add_entry(content, which, draft.with_id(piece, which, draft.entries_of(content, which)))


def _form(report: ChangeReport, which: Page, stored: dict[str, Any], typed: Any = None) -> DraftForm:
    questions = of_entry(which, stored, found.offered(report))
    return DraftForm(
        questions,
        typed_in(questions, stored) if typed is None else typed,
        language=found.language(),
        told=report.content,
    )


def _faults(report: ChangeReport, which: Page, place: int) -> list[DraftFault]:
    return [inside for fault in faults_in(report.content) if (inside := fault.within(which.field, place))]


def _context(report: ChangeReport, which: Page, form: DraftForm) -> dict[str, Any]:
    return {
        "report": report,
        "page": which,
        "heading": adding(which),
        "form": form,
    }


def _list_or_404(section: str) -> Page:
    which = found.page_or_404(section)
    if not which.is_list:
        raise Http404
    return which
