"""Who is told the fields of a page, where the template leaves that to the document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, signed_in
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.told_form import ToldForm
from samdrift.portfolio.views import found
from samdrift.portfolio.views.keeping import keep
from samdrift.portfolio.views.page import heading


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def told(request: PersonRequest, report_id: int, section: str) -> HttpResponse:
    which = found.page_or_404(section)
    report = found.editable(request.user, report_id)
    form = ToldForm(which, report.content, found.language(), request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"report": report, "page": which, "heading": heading(which), "form": form}
        return render(request, "portfolio/told.html", context, status=400 if form.is_bound else 200)
    keep(report, lambda content: draft.tell(content, form.told()), request.user)
    messages.success(request, _("Who is told the fields is saved."))
    return redirect("desk_report_page", report_id=report.pk, section=which.name)
