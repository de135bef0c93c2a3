"""Take back a message, end a signal: each asks first, and for a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.actions.corrections import end_signal, take_back
from samdrift.monitoring.forms import CorrectionForm
from samdrift.monitoring.gate import SignalGate
from samdrift.monitoring.models import Signal, Transition
from samdrift.monitoring.queries.desk import signal_line
from samdrift.monitoring.queries.signal_log import log_line


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def message_take_back(request: PersonRequest, signal_id: int, line_id: int) -> HttpResponse:
    found = _find(request, signal_id)
    line = Transition.objects.filter(signal=found, pk=line_id).select_related("ended_by").first()
    if line is None or not log_line(line).is_message:
        return _not_there(request, found)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"signal": found, "form": form, "message": log_line(line)}
        return render(request, "monitoring/take_back.html", context, status=400 if form.is_bound else 200)
    if not take_back(actor=request.user, line=line, reason=form.reason(), now=timezone.now()):
        return _not_there(request, found)
    messages.success(request, _("The message has been taken back."))
    return redirect("desk_signal", signal_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def signal_end(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = _find(request, signal_id)
    if not found.level or found.is_ended:
        return _nothing_to_end(request, found)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"signal": found, "form": form, "line": signal_line(found, now=timezone.now())}
        return render(request, "monitoring/end_signal.html", context, status=400 if form.is_bound else 200)
    if not end_signal(actor=request.user, signal=found, reason=form.reason(), now=timezone.now()):
        return _nothing_to_end(request, found)
    messages.success(request, _("The signal has been ended."))
    return redirect("desk_signal", signal_id=found.pk)


def _find(request: PersonRequest, signal_id: int) -> Signal:
    found = get_object_or_404(Signal.objects.select_related("source"), pk=signal_id)
    require(SignalGate(request.user, found).may_correct())
    return found


def _not_there(request: PersonRequest, found: Signal) -> HttpResponse:
    messages.info(request, _("The message is no longer in the log. Nothing was changed."))
    return redirect("desk_signal", signal_id=found.pk)


def _nothing_to_end(request: PersonRequest, found: Signal) -> HttpResponse:
    messages.info(request, _("The signal reports no fault. Nothing was changed."))
    return redirect("desk_signal", signal_id=found.pk)
