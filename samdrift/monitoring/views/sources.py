from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.monitoring.queries import desk


@require_safe
@signed_in
def sources(request: PersonRequest) -> HttpResponse:
    gate = DeskGate(request.user)
    require(gate.may_see_sources())
    context = {"sources": desk.source_lines(now=timezone.now()), "gate": gate}
    return render(request, "monitoring/sources.html", context)
