"""One report: what it changes, why and from when, what is missing, who has answered, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samdrift.accounts.signed_in import PersonRequest, signed_in
from samdrift.portfolio.actions.deciding import accept_report, return_report
from samdrift.portfolio.actions.refusals import AskedAnew, NotNow, Refused
from samdrift.portfolio.actions.reporting import save_terms
from samdrift.portfolio.actions.reporting_sending import submit_report, withdraw_report
from samdrift.portfolio.document import Faults
from samdrift.portfolio.forms.file_faults import fault_sentence
from samdrift.portfolio.forms.process import DecisionForm, OfVersion, TermsForm
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.queries.reports import report_view
from samdrift.portfolio.views import found
from samdrift.portfolio.views.editing import editing, no_longer
from samdrift.portfolio.views.report_shown import shown


@require_safe
@signed_in
def report(request: PersonRequest, report_id: int) -> HttpResponse:
    return _page(request, found.readable(request.user, report_id))


@require_POST
@editing
def terms(request: PersonRequest, held: ChangeReport) -> HttpResponse:
    """Save the reason and the day, and send the report where that is asked."""
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _page(request, held, terms_form=form, status=400)

    def save() -> None:
        saved = save_terms(
            report=held,
            reason=form.cleaned_data["reason"],
            effective_on=form.cleaned_data["effective_on"],
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
        form.now_about(saved.version)
        if request.POST.get("then") == "submit":
            submit_report(report=saved, version=saved.version, actor=request.user, now=timezone.now())

    try:
        refused = _refusal(save)
    except NotNow as late:
        return no_longer(request, late, form)
    if refused:
        form.add_error(None, refused)
        held.refresh_from_db()
        return _page(request, held, terms_form=form, status=409)
    sent = request.POST.get("then") == "submit"
    messages.success(request, _("The report has been sent to the secretariat.") if sent else _("Saved."))
    return redirect("desk_report", report_id=held.pk)


@require_POST
@signed_in
def decide(request: PersonRequest, report_id: int) -> HttpResponse:
    """Who may is left to the action: to whom it was open it may have been decided by now, which is no refusal."""
    held = found.readable(request.user, report_id)
    accepts = request.POST.get("decision") == "accept"
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, held, decision_form=form, status=400)
    given = {
        "report": held,
        "comment": form.cleaned_data["comment"],
        "version": form.cleaned_data["version"],
        "actor": request.user,
        "now": timezone.now(),
    }

    def do() -> None:
        if accepts:
            _accept(form, overrule=form.cleaned_data["overrule"], **given)
        else:
            return_report(**given)

    try:
        refused = _refusal(do)
    except NotNow as late:
        return no_longer(request, late, form)
    if refused:
        form.add_error(None, refused)
        held.refresh_from_db()
        return _page(request, held, decision_form=form, status=409)
    messages.success(
        request, _("The report has been accepted.") if accepts else _("The report has been returned to its author.")
    )
    return redirect("desk_report", report_id=report_id)


@require_POST
@signed_in
def withdraw(request: PersonRequest, report_id: int) -> HttpResponse:
    held = found.readable(request.user, report_id)
    seen = OfVersion(request.POST)
    if not seen.is_valid():
        raise Http404
    try:
        withdraw_report(report=held, version=seen.cleaned_data["version"], actor=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The report has been withdrawn. Its contents are kept here."))
    return redirect("desk_report", report_id=report_id)


def _accept(form: DecisionForm, **given: Any) -> None:
    try:
        accept_report(**given)
    except AskedAnew as anew:
        form.now_about(anew.report.version)
        raise


def _refusal(do: Callable[[], Any]) -> str:
    """Why it was not done; empty where it was. Raises NotNow: the page has no place any more for what was typed."""
    try:
        do()
    except NotNow:
        raise
    except Refused as refused:
        return refused.sentence
    except Faults as faults:
        return " ".join([_("The document cannot take effect as it is now:"), *map(fault_sentence, faults.faults)])
    return ""


def _page(
    request: PersonRequest,
    held: ChangeReport,
    *,
    terms_form: TermsForm | None = None,
    decision_form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    view = report_view(held.pk)
    if view is None:
        raise Http404
    usual = {"reason": held.reason, "effective_on": held.effective_on, "version": held.version}
    context = {
        **shown(view, held, ReportGate(request.user, held)),
        "terms_form": terms_form or TermsForm(initial=usual),
        "decision_form": decision_form or DecisionForm(initial={"version": held.version}),
    }
    return render(request, "portfolio/report.html", context, status=status)
