"""Rights follow the document in force: a revision that names another owner hands the system over when it begins."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.fields.json import KeyTextTransform

from samdrift.accounts import audit
from samdrift.accounts.models import Organisation
from samdrift.isolation import Attempt, Step, unguarded
from samdrift.portfolio.actions.in_force import lock_portfolio
from samdrift.portfolio.models import Revision, System


def hand_over(*, after: datetime | None, now: datetime, attempt: Attempt = unguarded) -> tuple[str, ...]:
    """Give each system whose revision came into force after `after` (None: ever) to the owner that it names.

    Returns the slugs of those that changed hands. May run twice. One query where nothing begins. `attempt` is asked
    for each system.
    """
    begun = Revision.objects.filter(during__contains=now)
    if after is not None:
        begun = begun.filter(during__startswith__gt=after)
    named = begun.annotate(owner=KeyTextTransform("organisation", KeyTextTransform("owner", "content")))
    if not named.exclude(owner=F("system__owner__slug")).exists():
        return ()
    return _hand_over(now, attempt)


@transaction.atomic
def _hand_over(now: datetime, attempt: Attempt) -> tuple[str, ...]:
    lock_portfolio()
    handed = []
    for revision in Revision.objects.filter(during__contains=now).select_related("system__owner"):
        slug = revision.system.slug
        if revision.content["owner"]["organisation"] == revision.system.owner.slug:
            continue
        if attempt(Step.HAND_OVER, slug, partial(_hand, revision, now)):
            handed.append(slug)
    return tuple(sorted(handed))


@transaction.atomic
def _hand(revision: Revision, now: datetime) -> bool:
    owner, system = revision.content["owner"]["organisation"], revision.system
    before = system.owner.slug
    System.objects.filter(pk=system.pk).update(owner=Organisation.objects.get(slug=owner))
    audit.record(
        actor=None, now=now, action="portfolio.hand_over", subject=f"system {system}", before=before, after=owner
    )
    return True
