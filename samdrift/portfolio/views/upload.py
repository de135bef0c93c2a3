from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest
from samdrift.portfolio.actions.refusals import NotNow, Stale
from samdrift.portfolio.actions.reporting import upload_document
from samdrift.portfolio.document import Faults
from samdrift.portfolio.forms.file_faults import what_is_there, what_to_do
from samdrift.portfolio.forms.upload import UploadForm
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.views.editing import editing, no_longer


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def upload(request: PersonRequest, report: ChangeReport) -> HttpResponse:
    """The document in the file takes the place of the whole draft. A file with faults changes nothing."""
    if request.method != "POST":
        return _page(request, report, UploadForm(initial={"version": report.version}))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, report, form, status=400)
    text, name = form.document()
    try:
        upload_document(
            report=report,
            text=text,
            name=name or _("The text"),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except Faults as faulty:
        faults = [(fault, what_to_do(fault), what_is_there(fault)) for fault in faulty.faults]
        return _page(request, report, form, faults=faults, status=400)
    except Stale as stale:
        form.add_error(None, stale.sentence)
        form.now_about(stale.report.version)
        return _page(request, stale.report, form, status=409)
    except NotNow as refused:
        return no_longer(request, refused, form)
    messages.success(request, _("The document has been loaded. This is what it changes."))
    return redirect("desk_report", report_id=report.pk)


def _page(request: PersonRequest, report: ChangeReport, form: UploadForm, **context: object) -> HttpResponse:
    status = context.pop("status", 200)
    shown = {"report": report, "heading": _("Upload a document"), "form": form, **context}
    return render(request, "portfolio/upload.html", shown, status=int(str(status)))
