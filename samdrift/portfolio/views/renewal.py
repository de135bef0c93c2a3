"""Bring a report up to date with what was accepted since it was begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, signed_in
from samdrift.portfolio.actions.refusals import Conflicting, Refused
from samdrift.portfolio.actions.reporting_renewal import Keep, renew_report
from samdrift.portfolio.queries.reports import report_view
from samdrift.portfolio.views import found
from samdrift.portfolio.views.report_shown import conflicts_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renewal(request: PersonRequest, report_id: int) -> HttpResponse:
    """Where both sides changed the same, the author chooses, one by one; nothing is chosen beforehand."""
    report = found.editable(request.user, report_id)
    view = report_view(report.pk)
    if view is None:
        raise Http404
    undecided = False
    if request.method == "POST":
        posted = {name.removeprefix("keep:"): value for name, value in request.POST.items() if name.startswith("keep:")}
        keep = {place: Keep(value) for place, value in posted.items() if value in set(Keep)}
        try:
            renew_report(report=report, keep=keep, version=report.version, actor=request.user, now=timezone.now())
        except Conflicting:
            undecided = True
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("desk_report", report_id=report.pk)
        else:
            messages.success(request, _("The report now builds on the document as it was last accepted."))
            return redirect("desk_report", report_id=report.pk)
    context = {
        "report": report,
        "heading": _("Bring the report up to date"),
        "conflicts": [(line, request.POST.get(f"keep:{line.place}", "")) for line in conflicts_in_words(view)],
        "undecided": undecided,
    }
    return render(request, "portfolio/renewal.html", context, status=400 if undecided else 200)
