"""Who is told the fields of a page, where the template leaves that to the document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest
from samdrift.portfolio.actions.refusals import NotNow
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.compared import differing
from samdrift.portfolio.forms.told_form import ToldForm
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.views import found
from samdrift.portfolio.views.editing import editing, no_longer
from samdrift.portfolio.views.keeping import keep
from samdrift.portfolio.views.page import heading


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def told(request: PersonRequest, report: ChangeReport, section: str) -> HttpResponse:
    which = found.page_or_404(section)
    context = {"report": report, "page": which, "heading": heading(which)}
    form = ToldForm(which, report.content, found.language(), request.POST if request.method == "POST" else None)
    seen = request.POST.get("seen", "") if form.is_bound else form.seen()
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "portfolio/told.html", context | {"form": form, "seen": seen}, status=status)
    try:
        keep(report, lambda content: draft.tell(content, form.told(), seen=seen), request.user)
    except draft.Changed:
        report.refresh_from_db()
        stored = ToldForm(which, report.content, found.language())
        context |= {"form": form, "seen": stored.seen(), "differing": differing(stored, form)}
        return render(request, "portfolio/told.html", context, status=409)
    except NotNow as refused:
        return no_longer(request, refused, form)
    messages.success(request, _("Your choice of who can see the fields has been saved."))
    return redirect("desk_report_page", report_id=report.pk, section=which.name)
