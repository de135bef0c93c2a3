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
from samdrift.portfolio.models import ChangeReport, Hearing, Revision, System

_Questions = Mapping[tuple[System, str], Mapping[str, Any] | None]
"""What the owner of the system is asked about its dependency with that id; None: it goes away."""


def hear_others(report: ChangeReport) -> list[str]:
    """Put the questions of a report that is being submitted; return the slugs of the systems whose owners are asked.

    A question that was put before stands with its answer, unless it is about something else now, or the system has
    another owner than the one that answered. Part of submitting.
    """
    asked = _of_others(report, report.base, report.content)
    for hearing in report.hearings.select_related("provider"):
        if (hearing.provider, hearing.dependency) not in asked:
            hearing.delete()
    for (provider, dependency), about in _unasked(report, asked).items():
        _put(report, provider, dependency, about)
    return sorted({provider.slug for provider, _ in asked})


def hear_anew(
    report: ChangeReport, last: Revision | None, content: Mapping[str, Any], *, actor: Person, now: datetime
) -> list[str]:
    """Ask what nobody was asked about `content`, which is to follow `last`; return the slugs of whose owners are asked.

    Where anybody is, the report is brought up to date, so that they answer for what it says then, and who read it
    before reads it again. Where nobody is, nothing is changed. Part of accepting.
    """
    anew = sorted({provider.slug for provider, _ in _unasked(report, _of_others(report, last, content))})
    if not anew:
        return anew
    report.base, report.content = last, dict(content)
    report.version, report.changed_at = report.version + 1, now
    report.save(update_fields=["base", "content", "version", "changed_at"])
    hear_others(report)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.ask_anew",
        subject=f"system {report.system}",
        report=report.pk,
        version=report.version,
        revision=last.number if last else None,
        asked=", ".join(anew),
    )
    return anew


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


def _of_others(report: ChangeReport, before: Revision | None, after: Mapping[str, Any]) -> _Questions:
    asked = questions(before.content if before else {}, after)
    others = System.objects.exclude(owner=report.system.owner_id)
    providers = others.in_bulk({slug for slug, _ in asked}, field_name="slug")
    return {(providers[slug], id): about for (slug, id), about in asked.items() if slug in providers}


def _unasked(report: ChangeReport, asked: _Questions) -> _Questions:
    hearings = report.hearings.select_related("provider", "answered_by")
    put = {(each.provider, each.dependency): each for each in hearings}
    return {each: about for each, about in asked.items() if each not in put or not _stands(put[each], about)}


def _stands(hearing: Hearing, about: Mapping[str, Any] | None) -> bool:
    by = hearing.answered_by
    return hearing.asked_about == about and (by is None or by.organisation_id == hearing.provider.owner_id)


def _put(report: ChangeReport, provider: System, dependency: str, about: Mapping[str, Any] | None) -> None:
    question = {"asked_about": about, "answer": Hearing.Answer.PENDING, "comment": ""}
    nobody = {"answered_at": None, "answered_by": None}
    Hearing.objects.update_or_create(
        report=report, provider=provider, dependency=dependency, defaults={**question, **nobody}
    )
