"""The portfolio of the demonstration: its documents, and who said when that they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Exists, OuterRef, Q

from samdrift.demo.invented import invented_before
from samdrift.demo.people import owner_at, secretary
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.confirming import OWNER, SECRETARIAT, confirm_document
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.sections import Scope
from samdrift.portfolio.models import Revision, System
from samdrift.vocabulary import Text

FOLDER = Path(__file__).parents[2] / "demo" / "portfolio"
BEGINNING = timedelta(days=730)
"""So long ago the first documents came into force: there are earlier days to look back at, and a confirmation can
expire."""
_DAYS_SINCE_CONFIRMED = {
    "mitid": 40,
    "nemlog-in": 40,
    "digital-post": 75,
    "borger-dk": 75,
    "nemkonto": 120,
    "virk-dk": 210,
    "cvr": 210,
    "nemhandel": 260,
    "cpr": 350,  # soon to expire
    "datafordeleren": 395,  # expired
}
"""By their owners. Sundhed.dk and Serviceplatformen never were."""
_DAYS_SINCE_CONFIRMED_OUTSIDE = 60
"""Nobody signs in here for the systems outside; the secretariat looks after what is told of them."""


def take_in_documents(documents: Iterable[SystemDocument], now: datetime) -> None:
    """Take in what is missing or has become another in the files. What a person changed or ended stays as it is."""
    first = not Revision.objects.exists()
    import_documents(documents=_untouched(documents), actor=None, now=now - BEGINNING if first else now)


def _untouched(documents: Iterable[SystemDocument]) -> list[SystemDocument]:
    changed = Q(revisions__accepted_by__isnull=False)
    if invented := invented_before():
        changed &= Q(revisions__accepted_at__gte=invented)
    goes_on = Exists(Revision.objects.filter(system=OuterRef("pk"), during__upper_inf=True))
    touched = set(System.objects.filter(changed | ~goes_on).values_list("slug", flat=True))
    return [document for document in documents if document.slug not in touched]


def confirm_documents(documents: Iterable[SystemDocument], now: datetime) -> None:
    """Say of most that they hold."""
    for slug, days in _DAYS_SINCE_CONFIRMED.items():
        _confirm(slug, now - timedelta(days=days), OWNER)
    for document in documents:
        if document.identity.scope is Scope.EXTERNAL:
            _confirm(document.slug, now - timedelta(days=_DAYS_SINCE_CONFIRMED_OUTSIDE), SECRETARIAT)


def _confirm(slug: str, at: datetime, function: Text) -> None:
    # An installation from before this demonstration has no documents from that long ago, and confirms nothing.
    for revision in Revision.objects.filter(system__slug=slug, during__contains=at).select_related("system__owner"):
        actor = owner_at(revision.system.owner) if function == OWNER else secretary()
        confirm_document(system=revision.system, actor=actor, function=function, now=at)
