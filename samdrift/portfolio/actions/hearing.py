"""Ask the owner at the other end of a changed dependency whether it is right, and take the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions.refusals import NotNow, ReasonMissing, Stale
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.gate import HearingGate
from samdrift.portfolio.models import ChangeReport, Hearing, System
from samdrift.vocabulary import Audience

Question = tuple[str, str]
"""The slug of the system at the other end, and the id of the dependency."""


def hear_others(report: ChangeReport) -> list[str]:
    """Put the questions of a report that is being submitted; return the slugs of the systems whose owners are asked.

    A question that was put before stands with its answer, unless it is about something else now. Part of submitting.
    """
    questions = dict(_questions(report.base.content if report.base else {}, report.content))
    providers = System.objects.exclude(owner=report.system.owner_id).in_bulk(
        {slug for slug, _ in questions}, field_name="slug"
    )
    asked = {question: about for question, about in questions.items() if question[0] in providers}
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


def _questions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Question, dict[str, Any] | None]]:
    # The other end is asked about what it may read: what is internal to one owner is not told by asking another.
    old, new = (_dependencies(content) for content in (before, after))
    for id in sorted(old.keys() | new.keys()):
        was, proposed = old.get(id), new.get(id)
        if was == proposed:
            continue
        if was and (proposed is None or _provider(was) != _provider(proposed)):
            yield (_provider(was), id), None
        if proposed:
            yield (_provider(proposed), id), proposed


def _dependencies(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    seen = seen_by(content, Audience.PARTNERS) if content else {}
    return {entry["id"]: entry for entry in seen.get("dependencies", ())}


def _provider(dependency: Mapping[str, Any]) -> str:
    return str(dependency["on"]).partition("/")[0]
