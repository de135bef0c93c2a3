"""Hold a report while something is done to it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.core.exceptions import PermissionDenied

from samdrift.accounts.models import Person
from samdrift.portfolio.actions.refusals import NotNow, Stale
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport


def hold(
    report: ChangeReport,
    *,
    actor: Person,
    version: int,
    states: Collection[str],
    allowed: Callable[[ReportGate], bool],
) -> ChangeReport:
    """The report as it is stored, kept from others until this transaction ends.

    Raises NotNow in another state than `states`, Stale where somebody has changed it since `version`, and
    PermissionDenied where the gate says no.
    """
    held = (
        ChangeReport.objects.select_for_update(of=("self",)).select_related("system__owner", "base").get(pk=report.pk)
    )
    if held.state not in states:
        raise NotNow(held)
    if not allowed(ReportGate(actor, held)):
        raise PermissionDenied
    if held.version != version:
        raise Stale(held)
    return held


def subject_of(report: ChangeReport) -> str:
    """The system's stable name in the audit trail; the number of the report is a detail."""
    return f"system {report.system.slug}"
