"""What is done to saved scenarios: one transaction and one audit entry each. The gates are the caller's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.publishing.models import Scenario


@transaction.atomic
def save_scenario(*, actor: Person, name: str, query: str, now: datetime) -> Scenario:
    """`query` is that of an address which the page itself wrote."""
    scenario = Scenario.objects.create(name=name, query=query, made_by=actor, made_at=now)
    audit.record(
        actor=actor, now=now, action="publishing.save_scenario", subject=_subject(scenario), name=name, query=query
    )
    return scenario


@transaction.atomic
def delete_scenario(*, actor: Person, scenario: Scenario, now: datetime) -> None:
    """Deleting it twice is deleting it once."""
    subject = _subject(scenario)
    deleted, _ = Scenario.objects.filter(pk=scenario.pk).delete()
    if deleted:
        audit.record(
            actor=actor, now=now, action="publishing.delete_scenario", subject=subject, name=scenario.name,
            query=scenario.query,
        )  # fmt: skip


def _subject(scenario: Scenario) -> str:
    return f"scenario {scenario.pk}"
