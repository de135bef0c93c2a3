"""What systems and services are called, for sentences about changes."""

from __future__ import annotations

from django.utils import timezone

from samdrift.portfolio.document.changes_words import names_in
from samdrift.portfolio.queries import contents_in_force
from samdrift.vocabulary import Audience, Text


def names() -> dict[str, Text]:
    return names_in(contents_in_force(timezone.now(), Audience.PARTNERS).values())
