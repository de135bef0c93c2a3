"""The owner at the other end answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.actions.hearing import answer_hearing
from samdrift.portfolio.actions.refusals import NotNow, Refused
from samdrift.portfolio.forms.process import AnswerForm
from samdrift.portfolio.gate import HearingGate
from samdrift.portfolio.models import Hearing
from samdrift.portfolio.queries.reports import hearing_line
from samdrift.portfolio.views.editing import no_longer
from samdrift.portfolio.views.naming import names
from samdrift.portfolio.views.questions import asked


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hearing(request: PersonRequest, hearing_id: int) -> HttpResponse:
    held = _readable(request, hearing_id)
    if request.method != "POST":
        return _page(request, held, AnswerForm(initial={"version": held.report.version}))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, held, form, status=400)
    try:
        answer_hearing(
            hearing=held,
            confirmed=form.cleaned_data["answer"] == "yes",
            comment=form.cleaned_data["comment"],
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except NotNow as late:
        return no_longer(request, late, form)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, _readable(request, hearing_id), form, status=409)
    messages.success(request, _("Your answer has been saved. The secretariat will decide."))
    return redirect("desk_documents")


def _readable(request: PersonRequest, hearing_id: int) -> Hearing:
    held = get_object_or_404(Hearing.objects.select_related("report__system", "provider"), pk=hearing_id)
    require(HearingGate(request.user, held).may_read())
    return held


def _page(request: PersonRequest, held: Hearing, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    line = hearing_line(held.pk)
    if line is None:
        raise Http404
    context = {
        "line": line,
        "asked": asked(line, names()),
        "form": form,
        "may_answer": HearingGate(request.user, held).may_answer(),
    }
    return render(request, "portfolio/hearing.html", context, status=status)
