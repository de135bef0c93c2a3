"""`samdrift import`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from samdrift.portfolio.actions import Imported, import_documents
from samdrift.portfolio.cli import given
from samdrift.portfolio.document import Faults
from samdrift.portfolio.document.changes import changes
from samdrift.portfolio.document.changes_words import in_words, names_in
from samdrift.portfolio.document.written import Written
from samdrift.portfolio.models import Revision


def take_in(paths: Sequence[Path], *, now: datetime) -> Iterator[str]:
    """Import the documents. Raises Faults, with files and lines, when anything is wrong: then nothing was taken."""
    documents = given.read(paths).whole()
    return _listed(_import(documents, now))


def would_take_in(paths: Sequence[Path], *, now: datetime) -> Iterator[str]:
    """What `take_in` would change, in plain words. Raises the same Faults, and changes nothing in any case."""
    documents = given.read(paths).whole()
    with transaction.atomic():
        before = dict(
            Revision.objects.filter(during__upper_inf=True).values_list("system__slug", "content").order_by("system")
        )
        imported = _import(documents, now)
        transaction.set_rollback(True)
    after = {each.document.slug: each.document.content() for each in documents}
    names = names_in((before | after).values())
    for slug in sorted({*imported.created, *imported.changed}):
        yield f"{slug}: {'new' if slug in imported.created else 'changed'}\n"
        yield from (f"  {in_words(change, 'en', names)}\n" for change in changes(before.get(slug), after[slug]))
    if imported.unchanged:
        yield f"unchanged: {', '.join(imported.unchanged)}\n"
    yield "nothing was changed; this was a dry run\n"


def _import(documents: Sequence[Written], now: datetime) -> Imported:
    try:
        return import_documents(
            documents=[each.document for each in documents],
            actor=None,
            now=now,
            shells={each.document.slug for each in documents if each.from_graph},
        )
    except Faults as faults:
        raise given.at_home(faults, documents) from None


def _listed(imported: Imported) -> Iterator[str]:
    for word in ("created", "changed", "unchanged"):
        if slugs := getattr(imported, word):
            yield f"{word}: {', '.join(slugs)}\n"
