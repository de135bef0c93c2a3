"""One page of a draft: its fields, or its list of entries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.accounts.signed_in import PersonRequest
from samdrift.portfolio.actions.refusals import NotNow
from samdrift.portfolio.document.labels import section_label
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.compared import differing
from samdrift.portfolio.forms.draft_form import DraftForm, typed_in
from samdrift.portfolio.forms.faults import faults_in
from samdrift.portfolio.forms.lines import entry_lines
from samdrift.portfolio.forms.pages import Page
from samdrift.portfolio.forms.questions import of_page
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.views import found
from samdrift.portfolio.views.editing import editing, no_longer
from samdrift.portfolio.views.keeping import keep


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def page(request: PersonRequest, report: ChangeReport, section: str) -> HttpResponse:
    which = found.page_or_404(section)
    return _list(request, report, which) if which.is_list else _fields(request, report, which)


def _fields(request: PersonRequest, report: ChangeReport, which: Page) -> HttpResponse:
    stored, answered = draft.piece_of(report.content, which), draft.answered_not_applicable(report.content, which)
    context = {"report": report, "page": which, "heading": heading(which)}
    if request.method != "POST":
        form = _form(report, which, stored, answered)
        form.show(_faults(report, which))
        seen = draft.fingerprint([stored, answered])
        return render(request, "portfolio/page.html", context | {"form": form, "seen": seen})
    form = _form(report, which, stored, answered, request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return render(request, "portfolio/page.html", context | {"form": form, "seen": seen}, status=400)
    try:
        saved = keep(
            report,
            lambda content: draft.put_page(content, which, form.piece(), form.not_applicable(), seen=seen),
            request.user,
        )
    except draft.Changed:
        return _both(request, report, which, form)
    except NotNow as refused:
        return no_longer(request, refused, form)
    return _saved(request, saved, which)


def _both(request: PersonRequest, report: ChangeReport, which: Page, mine: DraftForm) -> HttpResponse:
    """Somebody else saved the page meanwhile: show both, and keep neither until the reader has chosen."""
    report.refresh_from_db()
    stored, answered = draft.piece_of(report.content, which), draft.answered_not_applicable(report.content, which)
    context = {
        "report": report,
        "page": which,
        "heading": heading(which),
        "form": mine,
        "seen": draft.fingerprint([stored, answered]),
        "differing": differing(_form(report, which, stored, answered), mine),
    }
    return render(request, "portfolio/page.html", context, status=409)


def _saved(request: PersonRequest, saved: ChangeReport, which: Page) -> HttpResponse:
    if faults := _faults(saved, which):
        told_of_faults(request, len(faults))
        return redirect("desk_report_page", report_id=saved.pk, section=which.name)
    messages.success(request, _("%(section)s is saved.") % {"section": heading(which)})
    return redirect("desk_report", report_id=saved.pk)


def _form(
    report: ChangeReport, which: Page, stored: dict[str, Any], answered: list[str], typed: Any = None
) -> DraftForm:
    questions = of_page(which, stored, found.offered(report))
    return DraftForm(
        questions,
        typed_in(questions, stored, answered) if typed is None else typed,
        language=found.language(),
        told=report.content,
        not_applicable=which.questions,
    )


def _faults(report: ChangeReport, which: Page) -> list[Any]:
    answers = [("not_applicable", path) for path in which.questions]
    return [
        fault
        for fault in faults_in(report.content)
        if fault.place and (fault.place[0] in which.fields or fault.place in answers)
    ]


def _list(request: PersonRequest, report: ChangeReport, which: Page) -> HttpResponse:
    if request.method == "POST":
        paths = which.questions if request.POST.get("not-applicable") else ()
        keep(report, lambda content: draft.answer_not_applicable(content, which, paths), request.user)
        messages.success(request, _("%(section)s is saved.") % {"section": heading(which)})
        return redirect("desk_report_page", report_id=report.pk, section=which.name)
    answered = draft.answered_not_applicable(report.content, which)
    context = {
        "report": report,
        "page": which,
        "heading": heading(which),
        "adding": adding(which),
        "lines": entry_lines(which, found.offered(report), faults_in(report.content)),
        "faults": [
            fault for fault in _faults(report, which) if len(fault.place) == 1 or fault.place[0] not in which.fields
        ],
        "answered": bool(answered),
        "may_be_not_applicable": bool(which.questions) and (answered or not draft.entries_of(report.content, which)),
    }
    return render(request, "portfolio/list.html", context)


@require_POST
@editing
def change_list(request: PersonRequest, report: ChangeReport, section: str, place: int) -> HttpResponse:
    """Remove an entry, or move it one step."""
    which = found.page_or_404(section)
    seen, wanted = request.POST.get("seen", ""), request.POST.get("change", "")
    try:
        keep(report, lambda content: _changed(content, which, place, wanted, seen), request.user)
    except draft.Changed:
        messages.error(
            request, _("Somebody has changed the list in the meantime, so your change was not made. Take another look.")
        )
    return redirect("desk_report_page", report_id=report.pk, section=which.name)


def _changed(content: Any, which: Page, place: int, wanted: str, seen: str) -> dict[str, Any]:
    if wanted == "remove":
        return draft.remove_entry(content, which, place, seen=seen)
    return draft.move_entry(content, which, place, by=-1 if wanted == "up" else 1, seen=seen)


def heading(which: Page) -> str:
    return section_label(which.field, found.language())


def adding(which: Page) -> str:
    """What it is to add one to the page's list: "Add dependency"."""
    return _("Add %(one)s") % {"one": which.one.in_(found.language()) if which.one else ""}


def told_of_faults(request: PersonRequest, number: int) -> None:
    words = ngettext(
        "Saved. One thing is missing or wrong. You can correct it now or later.",
        "Saved. %(number)s things are missing or wrong. You can correct them now or later.",
        number,
    )
    messages.warning(request, words % {"number": number})
