from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samdrift.accounts import queries
from samdrift.accounts.forms import TrailFilter
from samdrift.accounts.gate import AuditTrailGate
from samdrift.accounts.signed_in import PersonRequest, require, signed_in


@require_safe
@signed_in
def audit_trail(request: PersonRequest) -> HttpResponse:
    require(AuditTrailGate(request.user).may_see())
    form = TrailFilter(request.GET)
    if not form.is_valid():
        return render(request, "accounts/audit_trail.html", {"form": form}, status=400)
    wanted = {name: form.cleaned_data[name] for name in ("actor", "subject")}
    page = queries.audit_trail(number=form.cleaned_data["page"] or 1, **wanted)
    return render(request, "accounts/audit_trail.html", {"form": form, "page": page, "wanted": urlencode(wanted)})
