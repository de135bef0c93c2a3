"""Reports of changes, as the desk tells of them. Whether somebody may see one is the gate's to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from samdrift.accounts.models import Person, Role
from samdrift.portfolio.derived import name_in
from samdrift.portfolio.document.changes import Change, changes
from samdrift.portfolio.document.heard import gone
from samdrift.portfolio.document.merge import Conflict, Conflicts, merge
from samdrift.portfolio.models import ChangeReport, Hearing, Revision
from samdrift.vocabulary import Text, danish_order


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list. `waiting` and `disputed` count the questions to other ends that are not confirmed."""

    id: int
    slug: str
    name: Text
    state: ChangeReport.State
    version: int
    author: str
    reason: str
    effective_on: date | None
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    comment: str
    waiting: int
    disputed: int

    @property
    def open(self) -> bool:
        return self.state in ChangeReport.OPEN


@dataclass(frozen=True, slots=True)
class HearingLine:
    """One question to the owner at the other end.

    `about` is the dependency as partners read it; None: it goes away, and `gone` is what it was. That is None too where
    the report was brought up to date since, with a document that does not hold it: the next submission asks anew.
    """

    id: int
    report: int
    version: int
    reason: str
    effective_on: date | None
    consumer: str
    consumer_name: Text
    provider: str
    provider_name: Text
    dependency: str
    about: Mapping[str, Any] | None
    gone: Mapping[str, Any] | None
    answer: Hearing.Answer
    comment: str
    answered_at: datetime | None
    answered_by: str | None
    nobody_to_ask: bool
    """The owner of the other system has nobody here who can answer."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report, whole. For those who may read all of the document: nothing is left out of `changes` and `content`."""

    line: ReportLine
    content: Mapping[str, Any]
    base: Mapping[str, Any] | None
    changes: tuple[Change, ...]
    """What it says otherwise than the revision that it was begun on."""
    outdated: bool
    """Another revision was accepted since; where `conflicts` is empty, both come together by themselves."""
    conflicts: tuple[Conflict, ...]
    hearings: tuple[HearingLine, ...]
    writers: tuple[str, ...]


def to_edit(person: Person) -> tuple[ReportLine, ...]:
    """Open reports on the systems of the person's organisation, and those that the person wrote; last changed first."""
    mine = Q(writers=person)
    if person.role == Role.SYSTEM_OWNER and person.organisation_id:
        mine |= Q(system__owner=person.organisation_id)
    return _lines(ChangeReport.objects.filter(mine, state__in=ChangeReport.OPEN).distinct().order_by("-changed_at"))


def to_decide() -> tuple[ReportLine, ...]:
    """Every report that waits for the secretariat; the one that has waited longest first."""
    return _lines(ChangeReport.objects.filter(state=ChangeReport.State.SUBMITTED).order_by("submitted_at"))


def closed(person: Person, most: int = 20) -> tuple[ReportLine, ...]:
    """The reports that the person wrote and that are accepted or withdrawn; last changed first."""
    done = ChangeReport.objects.filter(writers=person).exclude(state__in=ChangeReport.OPEN)
    return _lines(done.order_by("-changed_at")[:most])


def reports_on(slug: str) -> tuple[ReportLine, ...]:
    """Every report ever on one system; last changed first."""
    return _lines(ChangeReport.objects.filter(system__slug=slug).order_by("-changed_at"))


def to_answer(person: Person) -> tuple[HearingLine, ...]:
    """Questions that wait for the person's organisation; the one that has waited longest first."""
    if person.role != Role.SYSTEM_OWNER or person.organisation_id is None or not person.is_active:
        return ()
    waiting = _hearings().filter(
        provider__owner=person.organisation_id,
        answer=Hearing.Answer.PENDING,
        report__state=ChangeReport.State.SUBMITTED,
    )
    return _hearing_lines(waiting.order_by("report__submitted_at", "pk"))


def hearing_line(pk: int) -> HearingLine | None:
    return next(iter(_hearing_lines(_hearings().filter(pk=pk))), None)


def report_view(pk: int) -> ReportView | None:
    report = ChangeReport.objects.select_related("base", "system").filter(pk=pk).first()
    if report is None:
        return None
    (line,) = _lines(ChangeReport.objects.filter(pk=pk))
    base = report.base.content if report.base else None
    outdated, conflicts = _against_last(report) if line.open else (False, ())
    return ReportView(
        line=line,
        content=report.content,
        base=base,
        changes=changes(base, report.content),
        outdated=outdated,
        conflicts=conflicts,
        hearings=_hearing_lines(_hearings().filter(report=pk)),
        writers=tuple(sorted(report.writers.values_list("name", flat=True), key=danish_order)),
    )


def _against_last(report: ChangeReport) -> tuple[bool, tuple[Conflict, ...]]:
    last = Revision.objects.filter(system=report.system_id, during__upper_inf=True).first()
    if last is None or report.base is None or last.pk == report.base_id:
        return False, ()
    merged = merge(report.base.content, last.content, report.content)
    return True, merged.conflicts if isinstance(merged, Conflicts) else ()


def _lines(reports: QuerySet[ChangeReport]) -> tuple[ReportLine, ...]:
    counted = reports.select_related("system", "author").annotate(
        waiting=Count("hearings", Q(hearings__answer=Hearing.Answer.PENDING), distinct=True),
        disputed=Count("hearings", Q(hearings__answer=Hearing.Answer.DISPUTED), distinct=True),
    )
    rows = list(counted)
    names = _names(row.system.slug for row in rows)
    return tuple(
        ReportLine(
            id=row.pk,
            slug=row.system.slug,
            name=names.get(row.system.slug) or _typed_name(row.content, row.system.slug),
            state=ChangeReport.State(row.state),
            version=row.version,
            author=row.author.name,
            reason=row.reason,
            effective_on=row.effective_on,
            created_at=row.created_at,
            changed_at=row.changed_at,
            submitted_at=row.submitted_at,
            comment=row.comment,
            waiting=row.waiting,
            disputed=row.disputed,
        )
        for row in rows
    )


def _hearings() -> QuerySet[Hearing]:
    return Hearing.objects.select_related("report__system", "report__base", "provider", "answered_by")


def _gone(row: Hearing) -> Mapping[str, Any] | None:
    base = row.report.base
    return gone((row.provider.slug, row.dependency), base.content) if base and row.asked_about is None else None


def _hearing_lines(hearings: QuerySet[Hearing]) -> tuple[HearingLine, ...]:
    rows = list(hearings)
    names = _names(slug for row in rows for slug in (row.report.system.slug, row.provider.slug))
    answerers = Person.objects.filter(role=Role.SYSTEM_OWNER, is_active=True)
    answering = set(answerers.values_list("organisation", flat=True))
    return tuple(
        HearingLine(
            id=row.pk,
            report=row.report_id,
            version=row.report.version,
            reason=row.report.reason,
            effective_on=row.report.effective_on,
            consumer=row.report.system.slug,
            consumer_name=names.get(row.report.system.slug) or _typed_name(row.report.content, row.report.system.slug),
            provider=row.provider.slug,
            provider_name=names.get(row.provider.slug) or Text(row.provider.slug, row.provider.slug),
            dependency=row.dependency,
            about=row.asked_about,
            gone=_gone(row),
            answer=Hearing.Answer(row.answer),
            comment=row.comment,
            answered_at=row.answered_at,
            answered_by=row.answered_by.name if row.answered_by else None,
            nobody_to_ask=row.provider.owner_id not in answering,
        )
        for row in rows
    )


def _names(slugs: Iterable[str]) -> dict[str, Text]:
    """What the systems are called in the last revision that each has."""
    wanted = set(slugs)
    if not wanted:
        return {}
    last = Revision.objects.filter(system__slug__in=wanted).order_by("system_id", "-number").distinct("system_id")
    return {slug: name_in(content) for slug, content in last.values_list("system__slug", "content")}


def _typed_name(content: Mapping[str, Any], slug: str) -> Text:
    """As typed so far in the first document of a system, which need not be whole."""
    identity = content.get("identity")
    name = identity.get("name") if isinstance(identity, Mapping) else None
    typed = name if isinstance(name, Mapping) else {}
    return Text(str(typed.get("da") or slug), str(typed.get("en") or slug))
