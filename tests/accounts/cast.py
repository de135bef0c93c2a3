"""A named cast: one person of each role, and two organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client

from samdrift.accounts.actions import create_organisation, create_person
from samdrift.accounts.models import Organisation, Person, Role
from samdrift.vocabulary import Text

NOW = datetime(2024, 11, 23, 9, 58, tzinfo=UTC)
"""Past by any clock, because the pages are read at the present moment."""
DIGST = Text("Digitaliseringsstyrelsen", "Agency for Digital Government")
ERST = Text("Erhvervsstyrelsen", "Danish Business Authority")
PASSWORD = "en hest uden navn"


@dataclass(frozen=True)
class Cast:
    """Everybody acts for `ours`, which owns MitID; nobody acts for `theirs`, which owns Virk."""

    ours: Organisation
    theirs: Organisation
    people: dict[Role, Person]


def gather() -> Cast:
    ours = create_organisation(actor=None, slug="digitaliseringsstyrelsen", name=DIGST, now=NOW)
    theirs = create_organisation(actor=None, slug="erhvervsstyrelsen", name=ERST, now=NOW)
    people = {
        role: create_person(
            actor=None,
            email=f"{role.value}@example.dk",
            name=f"Anna {role.value}",
            password=PASSWORD,
            role=role,
            organisation=ours,
            now=NOW,
        )
        for role in Role
    }
    return Cast(ours, theirs, people)


def client_of(person: Person | None, *, language: str = "da", csrf: bool = False) -> Client:
    """A browser that speaks `language`, signed in as `person`."""
    client = Client(enforce_csrf_checks=csrf, headers={"accept-language": language})
    if person:
        client.force_login(person)
    return client
