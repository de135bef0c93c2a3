"""Begin a report of a change, and write it: section by section, or a whole file at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Organisation, Person
from samdrift.portfolio.actions.effect import refuse_while_ending
from samdrift.portfolio.actions.refusals import HasDocument, NothingInForce
from samdrift.portfolio.actions.reporting_lock import hold, subject_of
from samdrift.portfolio.actions.reporting_whole import refuse_unstorable
from samdrift.portfolio.document import SystemDocument, yaml
from samdrift.portfolio.gate import PortfolioGate, ReportGate, SystemGate
from samdrift.portfolio.models import ChangeReport, Revision, System


@transaction.atomic
def start_report(*, system: System, actor: Person, now: datetime) -> ChangeReport:
    """A draft of a change to the system's last revision, which may be one still to come into force."""
    if not SystemGate(actor, system).may_edit():
        raise PermissionDenied
    base = Revision.objects.filter(system=system, during__upper_inf=True).first()
    if base is None:
        refuse_while_ending(system, now)
        raise NothingInForce(system.slug)
    return _begin(system, base, base.content, actor, now)


@transaction.atomic
def start_report_for_new(*, slug: str, owner: Organisation, actor: Person, now: datetime) -> ChangeReport:
    """A draft of the first document of a system, or the first since the last was withdrawn.

    The owner's people may write it too. `slug` is valid. Raises HasDocument.
    """
    if not PortfolioGate(actor).may_add_systems():
        raise PermissionDenied
    system, made = System.objects.get_or_create(slug=slug, defaults={"owner": owner})
    if system.revisions.filter(during__upper_inf=True).exists():
        raise HasDocument(slug)
    if not made and not system.revisions.exists():
        system.owner = owner
        system.save(update_fields=["owner"])
    content = {
        "template": "1",
        "identity": {"slug": slug},
        "owner": {"organisation": owner.slug, "name": {"da": owner.name_da, "en": owner.name_en}},
    }
    return _begin(system, None, content, actor, now)


@transaction.atomic
def save_content(
    *, report: ChangeReport, content: Mapping[str, Any], version: int, actor: Person, now: datetime
) -> ChangeReport:
    """Store the whole document as typed so far, faulty or not. Raises Stale where `version` is not the last."""
    held = hold(report, actor=actor, version=version, states=ChangeReport.EDITABLE, allowed=ReportGate.may_edit)
    refuse_unstorable(held.system.slug, content)
    return _save(held, actor, now, content=dict(content))


@transaction.atomic
def save_section(
    *, report: ChangeReport, section: str, value: object, version: int, actor: Person, now: datetime
) -> ChangeReport:
    """Store one field of the template's first level ("services"); None or something empty leaves it out."""
    if section not in SystemDocument.model_fields:
        raise ValueError(section)
    held = hold(report, actor=actor, version=version, states=ChangeReport.EDITABLE, allowed=ReportGate.may_edit)
    others = {name: kept for name, kept in held.content.items() if name != section}
    content = others if value in (None, "", [], {}) else {**others, section: value}
    refuse_unstorable(held.system.slug, content)
    return _save(held, actor, now, content=content)


@transaction.atomic
def upload_document(
    *, report: ChangeReport, text: str, name: str, version: int, actor: Person, now: datetime
) -> ChangeReport:
    """Store a whole document file, called `name` in messages. Raises Faults with everything that is wrong in it."""
    return save_content(report=report, content=yaml.read(text, name).content(), version=version, actor=actor, now=now)


@transaction.atomic
def save_terms(
    *, report: ChangeReport, reason: str, effective_on: date | None, version: int, actor: Person, now: datetime
) -> ChangeReport:
    """Say why, and from which Copenhagen day on; None is at once when accepted."""
    held = hold(report, actor=actor, version=version, states=ChangeReport.EDITABLE, allowed=ReportGate.may_edit)
    return _save(held, actor, now, reason=reason.strip(), effective_on=effective_on)


def _begin(
    system: System, base: Revision | None, content: dict[str, Any], actor: Person, now: datetime
) -> ChangeReport:
    report = ChangeReport.objects.create(
        system=system, base=base, content=content, author=actor, created_at=now, changed_at=now
    )
    report.writers.add(actor)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.start_report",
        subject=subject_of(report),
        report=report.pk,
        revision=base.number if base else None,
    )
    return report


def _save(held: ChangeReport, actor: Person, now: datetime, **fields: Any) -> ChangeReport:
    changed = [name for name, value in fields.items() if getattr(held, name) != value]
    if not changed:
        return held
    for name in changed:
        setattr(held, name, fields[name])
    held.version, held.changed_at = held.version + 1, now
    held.save(update_fields=[*changed, "version", "changed_at"])
    held.writers.add(actor)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.edit_report",
        subject=subject_of(held),
        report=held.pk,
        version=held.version,
    )
    return held
