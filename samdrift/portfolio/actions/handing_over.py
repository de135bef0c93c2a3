"""Rights follow the document in force: a revision that names another owner hands the system over when it begins."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.fields.json import KeyTextTransform

from samdrift.accounts import audit
from samdrift.accounts.models import Organisation
from samdrift.portfolio.actions.in_force import lock_portfolio
from samdrift.portfolio.models import Revision, System


def hand_over(*, after: datetime | None, now: datetime) -> tuple[str, ...]:
    """Give each system whose revision came into force after `after` (None: ever) to the owner that it names.

    Returns the slugs of those that changed hands. May run twice. One query where nothing begins.
    """
    begun = Revision.objects.filter(during__contains=now)
    if after is not None:
        begun = begun.filter(during__startswith__gt=after)
    named = begun.annotate(owner=KeyTextTransform("organisation", KeyTextTransform("owner", "content")))
    if not named.exclude(owner=F("system__owner__slug")).exists():
        return ()
    return _hand_over(now)


@transaction.atomic
def _hand_over(now: datetime) -> tuple[str, ...]:
    lock_portfolio()
    handed = []
    for revision in Revision.objects.filter(during__contains=now).select_related("system__owner"):
        owner, system = revision.content["owner"]["organisation"], revision.system
        if owner == system.owner.slug:
            continue
        before = system.owner.slug
        System.objects.filter(pk=system.pk).update(owner=Organisation.objects.get(slug=owner))
        audit.record(
            actor=None, now=now, action="portfolio.hand_over", subject=f"system {system}", before=before, after=owner
        )
        handed.append(system.slug)
    return tuple(sorted(handed))
