"""A document that came into force twenty days ago and changed ten days ago, for tests of what may be explored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.days import today
from samdrift.portfolio.document import SystemDocument
from samdrift.publishing import exploring
from samdrift.publishing.views import explore_document
from tests.portfolio.documents import both, document

NOW = datetime.now(UTC)
BEGUN, CHANGED = NOW - timedelta(days=20), NOW - timedelta(days=10)


def day(ago: int) -> str:
    """The Copenhagen day so many days ago, as addresses write it."""
    return (today(NOW) - timedelta(days=ago)).isoformat()


def dependency(on: str, told_to: str = "public", **fields: Any) -> dict[str, Any]:
    return {
        "id": on,
        "on": on,
        "criticality": "critical",
        "why": both(f"Brug af {on}"),
        "pattern": "real_time",
        "evidence": {"basis": "assumed"},
        "told_to": told_to,
        **fields,
    }


def exchange(over: str, data: str, personal_data: str = "none", told_to: str = "public") -> dict[str, Any]:
    return {
        "id": data.lower().replace(" ", "-"),
        "data": both(data),
        "over": over,
        "direction": "in",
        "personal_data": personal_data,
        "evidence": {"basis": "assumed"},
        "told_to": told_to,
    }


def take_in(*documents: SystemDocument, at: datetime) -> None:
    import_documents(documents=documents, actor=None, now=at)


def portal() -> None:
    """A portal that first needs MitID; then CVR too, and of CPR what only partners or its own people may know."""
    take_in(document("mitid"), document("cvr"), document("cpr"), at=BEGUN)
    take_in(document("portal", owner="owner", dependencies=[dependency("mitid")]), at=BEGUN)
    needs = [dependency("mitid"), dependency("cvr"), dependency("cpr", "partners")]
    changed = document(
        "portal",
        owner="owner",
        dependencies=needs,
        exchanges=[
            exchange("cvr", "Virksomheders navne"),
            exchange("mitid", "Hvem brugeren er", "ordinary"),
            exchange("cvr", "Fortrolig liste", "ordinary", told_to="partners"),
        ],
        sites=[{"id": "cellar", "name": both("Kælderen")}],
        suppliers=[{"id": "maker", "name": both("Leverandøren")}],
    )
    take_in(changed, at=CHANGED)


def person(role: Role = Role.READER, organisation: str = "elsewhere") -> Person:
    place, _ = Organisation.objects.get_or_create(slug=organisation, defaults={"name_da": "O", "name_en": "O"})
    return Person.objects.create(email=f"{role}@{organisation}.example.dk", name="Rikke", role=role, organisation=place)


def forget() -> None:
    """Another test's rows may be as many as these, and what is kept knows them by their number."""
    for kept in (exploring.portfolio, exploring.explore, explore_document._told):
        kept.cache_clear()
