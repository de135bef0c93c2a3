"""Bring a report up to date with what was accepted since it was begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest
from samdrift.portfolio.actions.effect import last_of
from samdrift.portfolio.actions.refusals import Conflicting, NotNow, Refused, Stale
from samdrift.portfolio.actions.reporting_renewal import Keep, renew_report
from samdrift.portfolio.forms.process import RenewalForm
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.queries.reports import report_view
from samdrift.portfolio.views.editing import editing
from samdrift.portfolio.views.report_shown import conflicts_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def renewal(request: PersonRequest, report: ChangeReport) -> HttpResponse:
    """Where both sides changed the same, the author chooses, one by one; nothing is chosen beforehand, and what was
    chosen about another report or revision than those of now is not taken."""
    if request.method != "POST":
        return _page(request, report)
    seen = RenewalForm(request.POST)
    if not seen.is_valid():
        return _page(request, report, is_stale=True, status=400)
    sent = {name: str(value) for name, value in request.POST.items()}
    chosen = {name.removeprefix("keep:"): value for name, value in sent.items() if name.startswith("keep:")}
    try:
        renew_report(
            report=report,
            keep={place: Keep(value) for place, value in chosen.items() if value in set(Keep)},
            onto=seen.cleaned_data["onto"],
            version=seen.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except Conflicting:
        return _page(request, report, chosen=chosen, undecided=True, status=400)
    except Stale as stale:
        return _page(request, stale.report, is_stale=True, status=409)
    except NotNow:
        raise
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The report is now based on the latest accepted document."))
    return redirect("desk_report", report_id=report.pk)


def _page(
    request: PersonRequest,
    report: ChangeReport,
    *,
    chosen: dict[str, str] | None = None,
    undecided: bool = False,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    # Read before the conflicts: a revision that is accepted between the two is told by the number, and looked at again.
    last = last_of(report.system)
    view = report_view(report.pk)
    if view is None or last is None:
        raise Http404
    context = {
        "report": report,
        "seen": RenewalForm(initial={"onto": last.number, "version": view.line.version}),
        "heading": _("Bring the report up to date"),
        "conflicts": [(line, (chosen or {}).get(line.place, "")) for line in conflicts_in_words(view)],
        "undecided": undecided,
        "is_stale": is_stale,
    }
    return render(request, "portfolio/renewal.html", context, status=status)
