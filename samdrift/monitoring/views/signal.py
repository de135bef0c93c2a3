"""One signal: what it counts for, and its own times."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.accounts.templatetags.languages import in_language
from samdrift.monitoring.actions.mapping import map_signal, tune_signal, unmap_signal
from samdrift.monitoring.forms import MapForm, TuneForm
from samdrift.monitoring.gate import SignalGate
from samdrift.monitoring.models import Mapping, Signal
from samdrift.monitoring.queries.desk import signal_line
from samdrift.monitoring.queries.mapping import components_to_choose, mapped_component, named, needs_of
from samdrift.monitoring.queries.signal_log import SHOWN, log_lines, taken_back_lines


@require_safe
@signed_in
def signal(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = _find(signal_id)
    require(SignalGate(request.user, found).may_see())
    return _page(request, found, _map_form(request, found), TuneForm(found))


@require_POST
@signed_in
def signal_map(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = _find(signal_id)
    require(SignalGate(request.user, found).may_map())
    form = _map_form(request, found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, TuneForm(found), status=400)
    component = form.cleaned_data["component"]
    map_signal(actor=request.user, signal=found, component=component, now=timezone.now())
    name = in_language(named([component], now=timezone.now())[component.pk])
    messages.success(request, _("%(signal)s now counts for %(component)s.") % _names(found, name))
    return redirect("desk_source", slug=found.source.slug)


@require_POST
@signed_in
def signal_unmap(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = _find(signal_id)
    require(SignalGate(request.user, found).may_unmap())
    unmap_signal(actor=request.user, signal=found, now=timezone.now())
    messages.success(request, _("%(signal)s is no longer mapped.") % _names(found))
    return redirect("desk_source", slug=found.source.slug)


@require_POST
@signed_in
def signal_tune(request: PersonRequest, signal_id: int) -> HttpResponse:
    found = _find(signal_id)
    require(SignalGate(request.user, found).may_tune())
    form = TuneForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, _map_form(request, found), form, status=400)
    tune_signal(actor=request.user, signal=found, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The times of %(signal)s have been saved.") % _names(found))
    return redirect("desk_source", slug=found.source.slug)


def _find(signal_id: int) -> Signal:
    return get_object_or_404(Signal.objects.select_related("source"), pk=signal_id)


def _map_form(request: PersonRequest, found: Signal, posted: QueryDict | None = None) -> MapForm:
    """Offers what the person may choose; any other choice, however it is posted, is refused as not on the list."""
    gate = SignalGate(request.user, found)
    choices = [choice for choice in components_to_choose(now=timezone.now()) if gate.may_map_to(choice.component)]
    return MapForm(choices, posted, current=mapped_component(found))


def _page(
    request: PersonRequest, found: Signal, map_form: MapForm, tune_form: TuneForm, *, status: int = 200
) -> HttpResponse:
    gate = SignalGate(request.user, found)
    context = {
        "signal": found,
        "mapping": (
            mapping := Mapping.objects.current().select_related("component__system").filter(signal=found).first()
        ),
        "needs": needs_of(mapping.component, now=timezone.now()) if mapping and gate.may_unmap() else None,
        "line": signal_line(found, now=timezone.now()),
        "gate": gate,
        "map_form": map_form,
        "tune_form": tune_form,
        "log": log_lines(found),
        "log_shown": SHOWN,
        "taken_back": taken_back_lines(found),
    }
    return render(request, "monitoring/signal.html", context, status=status)


def _names(found: Signal, component: str = "") -> dict[str, str]:
    return {"signal": found.key, "component": component}
