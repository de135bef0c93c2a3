"""What the check behind a signal proves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.actions.mapping import cover_signal
from samdrift.monitoring.forms.coverage import CoverageForm
from samdrift.monitoring.gate import SignalGate
from samdrift.monitoring.models import Mapping, Signal
from samdrift.monitoring.queries.mapping import named, needs_of
from samdrift.vocabulary import Language


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def signal_coverage(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = get_object_or_404(Signal.objects.select_related("source"), pk=signal_id)
    require(SignalGate(request.user, found).may_unmap())
    now = timezone.now()
    current = get_object_or_404(Mapping.objects.current().select_related("component__system"), signal=found)
    language: Language = "en" if get_language() == "en" else "da"
    needs = needs_of(current.component, now=now)
    if needs is None:
        raise Http404
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    form = CoverageForm(
        [(node, name.in_(language)) for node, name in needs.items()],
        posted,
        end_to_end=current.end_to_end,
        through=current.through,
    )
    if form.is_valid():
        cover_signal(actor=request.user, signal=found, now=now, **form.cleaned_data)
        messages.success(request, _("What the check behind %(signal)s proves is saved.") % {"signal": found.key})
        return redirect("desk_signal", signal_id=found.pk)
    name = named([current.component], now=now)[current.component.pk].in_(language)
    context = {"signal": found, "name": name, "form": form}
    return render(request, "monitoring/coverage.html", context, status=400 if form.is_bound else 200)
