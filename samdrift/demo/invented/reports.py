"""Change reports of two years. Each goes through the same steps as one that a person sends from the desk."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from samdrift.accounts.models import Person, Role
from samdrift.availability.calendar import day
from samdrift.demo.people import owner_at
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.deciding import accept_report
from samdrift.portfolio.actions.hearing import answer_hearing
from samdrift.portfolio.actions.reporting import save_content, save_terms, start_report
from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.models import ChangeReport, System
from samdrift.vocabulary import COPENHAGEN

FILE = Path(__file__).with_name("reports.yaml")
_BEGUN, _SENT, _ANSWERED = timedelta(days=9), timedelta(days=8), timedelta(days=5)
"""So long before it is accepted."""
_PLACE = re.compile(r"(\w+)(?:\[([\w-]+)\])?(?:\.(\w+))?")

Content = dict[str, Any]


class Invented(BaseModel):
    """One report; `comment` is the secretariat's, which accepts it without the answer of another end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str
    days_ago: Annotated[int, Field(gt=0)]
    reason: str
    comment: str = ""
    earlier: dict[str, Any]
    """By place, as `dependencies[cpr].criticality`, what the document said before; null is nothing."""

    def undone(self, content: Content) -> Content:
        """The document before it. Raises LookupError for a place that is not in `content`."""
        before = copy.deepcopy(content)
        for place, value in self.earlier.items():
            _put(before, place, value)
        return before


def reports() -> list[Invented]:
    """The oldest first."""
    return TypeAdapter(list[Invented]).validate_python(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def invent_documents(*, documents: Iterable[SystemDocument], beginning: datetime) -> None:
    """Take in `documents` as they were at `beginning`, before any of the reports."""
    contents = {each.slug: each.content() for each in documents}
    for report in reversed(reports()):
        contents[report.system] = report.undone(contents[report.system])
    first = [SystemDocument.model_validate(content) for content in contents.values()]
    import_documents(documents=first, actor=None, now=beginning)


def invent_reports(*, documents: Iterable[SystemDocument], now: datetime) -> None:
    """Report every change and accept it in its time, until what is in force is what `documents` say."""
    contents = {each.slug: each.content() for each in documents}
    steps: list[tuple[Invented, Content]] = []
    for report in reversed(reports()):
        steps.append((report, contents[report.system]))
        contents[report.system] = report.undone(contents[report.system])
    for report, content in reversed(steps):
        _carry_through(report, content, _accepted_at(report, now))


def _accepted_at(report: Invented, now: datetime) -> datetime:
    """In the morning of a working day."""
    on = now.astimezone(COPENHAGEN).date() - timedelta(days=report.days_ago)
    on -= timedelta(days=max(0, on.weekday() - 4))
    return day(on).start + timedelta(hours=8, minutes=report.days_ago % 180)


def _carry_through(invented: Invented, content: Mapping[str, Any], at: datetime) -> None:
    system = System.objects.select_related("owner").get(slug=invented.system)
    author = owner_at(system.owner) or Person.objects.get(role=Role.ADMINISTRATOR)
    report = start_report(system=system, actor=author, now=at - _BEGUN)
    report = save_content(report=report, content=content, version=report.version, actor=author, now=at - _BEGUN)
    report = save_terms(
        report=report,
        reason=invented.reason,
        effective_on=None,
        version=report.version,
        actor=author,
        now=at - _BEGUN,
    )
    report = submit_report(report=report, version=report.version, actor=author, now=at - _SENT)
    _answer(report, at - _ANSWERED)
    accept_report(
        report=report,
        comment=invented.comment,
        overrule=bool(invented.comment),
        version=report.version,
        actor=Person.objects.get(role=Role.SECRETARIAT),
        now=at,
    )


def _answer(report: ChangeReport, at: datetime) -> None:
    for hearing in report.hearings.select_related("provider__owner"):
        if owner := owner_at(hearing.provider.owner):
            answer_hearing(hearing=hearing, confirmed=True, comment="", version=report.version, actor=owner, now=at)


def _put(content: Content, place: str, value: object) -> None:
    parts = _PLACE.fullmatch(place)
    if parts is None:
        raise LookupError(place)
    section, entry, field = parts.groups()
    if entry is None:
        _set(content, section, value)
    elif field is None:
        content[section] = [each for each in content[section] if each["id"] != entry]
    else:
        _set(next(each for each in content[section] if each["id"] == entry), field, value)


def _set(fields: Content, name: str, value: object) -> None:
    if value is None:
        del fields[name]
    else:
        fields[name] = value
