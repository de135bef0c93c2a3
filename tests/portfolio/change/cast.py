"""Who takes part in a change: two owners of `nemlog-in`, the owner of `cpr`, the secretariat; and steps they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.deciding import accept_report
from samdrift.portfolio.actions.hearing import answer_hearing
from samdrift.portfolio.actions.reporting import save_content, save_terms, start_report
from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.models import ChangeReport, Revision, System
from tests.portfolio.documents import both, document

BEGUN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    anna: Person
    """She and Asta are system owners at the owner of nemlog-in and mitid."""
    asta: Person
    bo: Person
    """System owner at the owner of cpr."""
    signe: Person
    """The secretariat; so is Sara."""
    sara: Person


def people() -> Cast:
    agency, register, office = (
        Organisation.objects.create(slug=slug, name_da=slug, name_en=slug) for slug in ("agency", "register", "office")
    )
    return Cast(
        anna=_person("Anna", Role.SYSTEM_OWNER, agency),
        asta=_person("Asta", Role.SYSTEM_OWNER, agency),
        bo=_person("Bo", Role.SYSTEM_OWNER, register),
        signe=_person("Signe", Role.SECRETARIAT, office),
        sara=_person("Sara", Role.SECRETARIAT, office),
    )


def portfolio() -> None:
    """nemlog-in and mitid at one owner, cpr at another; nobody depends on anybody yet."""
    documents = [document("nemlog-in"), document("mitid"), document("cpr", owner="register")]
    import_documents(documents=documents, actor=None, now=BEGUN)


def dependency(on: str, id: str = "", criticality: str = "critical", **fields: Any) -> dict[str, Any]:
    return {
        "id": id or on.partition("/")[0],
        "on": on,
        "criticality": criticality,
        "why": both("Look people up"),
        "pattern": "real_time",
        "evidence": {"basis": "assumed"},
        **fields,
    }


def changed(slug: str, **sections: Any) -> dict[str, Any]:
    """The content of the last revision, with these sections instead."""
    content: dict[str, Any] = last(slug).content
    return {**content, **sections}


def last(slug: str) -> Revision:
    return Revision.objects.get(system__slug=slug, during__upper_inf=True)


def in_force(slug: str, at: datetime) -> Revision | None:
    return Revision.objects.filter(system__slug=slug, during__contains=at).first()


def drafted(
    by: Person,
    content: Mapping[str, Any],
    *,
    slug: str = "nemlog-in",
    on: date | None = None,
    now: datetime = NOW,
    reason: str = "It is so.",
) -> ChangeReport:
    report = start_report(system=System.objects.get(slug=slug), actor=by, now=now)
    report = save_content(report=report, content=content, version=report.version, actor=by, now=now)
    return save_terms(report=report, reason=reason, effective_on=on, version=report.version, actor=by, now=now)


def submitted(
    by: Person,
    content: Mapping[str, Any],
    *,
    slug: str = "nemlog-in",
    on: date | None = None,
    now: datetime = NOW,
) -> ChangeReport:
    report = drafted(by, content, slug=slug, on=on, now=now)
    return submit_report(report=report, version=report.version, actor=by, now=now)


def answered(
    report: ChangeReport, by: Person, *, confirmed: bool = True, comment: str = "", now: datetime = NOW
) -> None:
    for hearing in report.hearings.all():
        answer_hearing(hearing=hearing, confirmed=confirmed, comment=comment, version=report.version, actor=by, now=now)


def accepted(report: ChangeReport, by: Person, *, now: datetime = NOW, **more: Any) -> Revision:
    terms = {"comment": "", "overrule": False, "version": report.version, **more}
    return accept_report(report=report, actor=by, now=now, **terms)


def also(slug: str, **sections: Any) -> SystemDocument:
    """A further document for an import."""
    return document(slug, **sections)


def _person(name: str, role: Role, organisation: Organisation) -> Person:
    return Person.objects.create(email=f"{name.lower()}@example.dk", name=name, role=role, organisation=organisation)
