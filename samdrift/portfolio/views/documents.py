"""The documents and reports that somebody has part in; what waits for them first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samdrift.accounts.models import Role
from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.gate import EVERYWHERE, PortfolioGate
from samdrift.portfolio.models import ChangeReport, System
from samdrift.portfolio.queries import reports
from samdrift.portfolio.queries.freshness import Freshness, standings
from samdrift.portfolio.queries.history import ending, scheduled
from samdrift.portfolio.views.naming import names
from samdrift.portfolio.views.questions import asked


@require_safe
@signed_in
def documents(request: PersonRequest) -> HttpResponse:
    gate = PortfolioGate(request.user)
    require(gate.may_see_documents())
    now = timezone.now()
    sees_all = gate.may_see_what_waits()
    mine = reports.to_edit(request.user)
    to_decide = reports.to_decide() if sees_all else ()
    lines = standings(now, None if sees_all else _own_slugs(request))
    hearings = reports.to_answer(request.user)
    called = names() if hearings else {}
    # The secretariat sees to it that owners confirm; it is for the owner to do it.
    due = [] if sees_all else [line for line in lines if line.freshness is not Freshness.FRESH]
    returned = [line for line in mine if line.state == ChangeReport.State.RETURNED]
    context: dict[str, Any] = {
        "gate": gate,
        "hearings": [(line, asked(line, called)) for line in hearings],
        "to_decide": to_decide,
        "returned": returned,
        "due": due,
        "waiting": len(hearings) + len(to_decide) + len(returned) + len(due),
        "drafts": [line for line in mine if line.state == ChangeReport.State.DRAFT],
        "sent": [line for line in mine if line.state == ChangeReport.State.SUBMITTED and line not in to_decide],
        "closed": reports.closed(request.user),
        "lines": lines,
        "scheduled": [line for line in scheduled(now) if sees_all or line.slug in {each.slug for each in lines}],
        "ending": ending(now) if sees_all else (),
        "is_secretariat": request.user.role in EVERYWHERE,
    }
    return render(request, "portfolio/documents.html", context)


def _own_slugs(request: PersonRequest) -> list[str]:
    if request.user.role != Role.SYSTEM_OWNER or request.user.organisation_id is None:
        return []
    return list(System.objects.filter(owner=request.user.organisation_id).values_list("slug", flat=True))
