"""Ask the owner at the other end of a changed dependency whether it is right, and take the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions.refusals import NotNow, ReasonMissing, Stale
from samdrift.portfolio.document.heard import questions
from samdrift.portfolio.gate import HearingGate
from samdrift.portfolio.models import ChangeReport, Hearing, System


def hear_others(report: ChangeReport) -> list[str]:
    """Put the questions of a report that is being submitted; return the slugs of the systems whose owners are asked.

    A question that was put before stands with its answer, unless it is about something else now. Part of submitting.
    """
    asked = questions(report.base.content if report.base else {}, report.content)
    others = System.objects.exclude(owner=report.system.owner_id)
    providers = others.in_bulk({slug for slug, _ in asked}, field_name="slug")
    asked = {question: about for question, about in asked.items() if question[0] in providers}
    stored = {(each.provider.slug, each.dependency): each for each in report.hearings.select_related("provider")}
    for gone in stored.keys() - asked.keys():
        stored[gone].delete()
    for (slug, dependency), about in asked.items():
        hearing = stored.get((slug, dependency))
        if hearing is None or hearing.asked_about != about:
            _put(report, providers[slug], dependency, about)
    return sorted({slug for slug, _ in asked})


@transaction.atomic
def answer_hearing(
    *, hearing: Hearing, confirmed: bool, comment: str, version: int, actor: Person, now: datetime
) -> Hearing:
    """The other end says whether it is right. `version` is that of the report that was read; see Stale.

    May be answered again until the secretariat has decided. Who disputes says why.
    """
    report = ChangeReport.objects.select_for_update(of=("self",)).select_related("system").get(pk=hearing.report_id)
    held = report.hearings.select_related("report", "provider").filter(pk=hearing.pk).first()
    if report.state != ChangeReport.State.SUBMITTED:
        raise NotNow(report)
    if held is None or report.version != version:
        raise Stale(report)
    if not HearingGate(actor, held).may_answer():
        raise PermissionDenied
    if not (confirmed or comment.strip()):
        raise ReasonMissing
    held.answer = Hearing.Answer.CONFIRMED if confirmed else Hearing.Answer.DISPUTED
    held.comment, held.answered_at, held.answered_by = comment.strip(), now, actor
    held.save(update_fields=["answer", "comment", "answered_at", "answered_by"])
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.confirm_dependency" if confirmed else "portfolio.dispute_dependency",
        subject=f"system {report.system}",
        report=report.pk,
        provider=held.provider.slug,
        dependency=held.dependency,
        comment=held.comment or None,
    )
    return held


def _put(report: ChangeReport, provider: System, dependency: str, about: Mapping[str, Any] | None) -> None:
    question = {"asked_about": about, "answer": Hearing.Answer.PENDING, "comment": ""}
    nobody = {"answered_at": None, "answered_by": None}
    Hearing.objects.update_or_create(
        report=report, provider=provider, dependency=dependency, defaults={**question, **nobody}
    )
