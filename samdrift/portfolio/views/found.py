"""The report that an address names, for those who may read it, and what its forms offer."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from samdrift.accounts.models import Organisation, Person
from samdrift.accounts.signed_in import require
from samdrift.portfolio.forms.offered import Offered
from samdrift.portfolio.forms.pages import Page, page_named
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.queries import systems_in_force
from samdrift.vocabulary import Audience, Language, danish_order


def language() -> Language:
    return "en" if get_language() == "en" else "da"


def readable(person: Person, report_id: int) -> ChangeReport:
    found = get_object_or_404(ChangeReport.objects.select_related("system__owner", "base", "author"), pk=report_id)
    require(ReportGate(person, found).may_read())
    return found


def page_or_404(name: str) -> Page:
    page = page_named(name)
    if page is None:
        raise Http404
    return page


def offered(report: ChangeReport) -> Offered:
    """Whoever writes a document chooses among all systems, as partners are told of them."""
    return Offered(
        content=report.content,
        language=language(),
        systems=systems_in_force(timezone.now(), Audience.PARTNERS),
        organisations=tuple(
            sorted(Organisation.objects.all(), key=lambda each: danish_order(each.name.in_(language())))
        ),
        accepted=report.base.content if report.base else {},
    )
