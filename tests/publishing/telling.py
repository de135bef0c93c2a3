"""What documents tell a reader, without a database: the demo portfolio's, or any that a test describes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from samdrift.portfolio.derived import Confirmed, Portfolio, read_out
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.publishing.described import Described, Document, related
from samdrift.vocabulary import Audience, Text
from tests.publishing.installation import documents

SINCE = datetime(2026, 11, 1, 9, 58, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CONFIRMED = Confirmed(datetime(2026, 11, 3, 12, 0, tzinfo=UTC), Text("Systemforvaltning", "System management"))


def described(
    *told: SystemDocument,
    audience: Audience = Audience.PUBLIC,
    confirmed: Mapping[str, Confirmed] | None = None,
    today: date = TODAY,
) -> Described:
    """Of `told`, all in force since SINCE in their first revision."""
    names = {document.slug: document.identity.name.text for document in told}
    contents = {document.slug: document.content() for document in told}
    portfolio = Portfolio(
        tuple(
            read_out(content, audience=audience, revision=1, in_force_from=SINCE, names=names)
            for content in contents.values()
        )
    )
    relations = related(portfolio)
    return Described(
        portfolio,
        impact_graph(portfolio),
        {
            slug: Document(
                system, relations[slug], (confirmed or {}).get(slug), seen_by(contents[slug], audience), today
            )
            for slug, system in portfolio.by_slug.items()
        },
        today,
    )


def demo(audience: Audience = Audience.PUBLIC) -> Described:
    return described(*documents().values(), audience=audience, confirmed={"mitid": CONFIRMED})


def told(path: str) -> dict[str, str]:
    """The field's own name for a text, in words that stand nowhere else: `da services.hours.`"""
    return {"da": f"da {path}.", "en": f"en {path}."}


WHOLE = SystemDocument.model_validate(
    {
        "template": "1",
        "note": told("note"),
        "identity": {"slug": "whole", "name": {"da": "Hel", "en": "Whole"}, "purpose": told("identity.purpose")},
        "life_cycle": {"status": "in_operation", "in_operation_since": "2018-02-09", "successor": "other"},
        "owner": {"organisation": "agency", "name": told("owner.name"), "jointly_with": [told("owner.jointly_with")]},
        "operator": told("operator"),
        "suppliers": [{"id": "s", "name": told("suppliers.name"), "delivers": told("suppliers.delivers")}],
        "sites": [{"id": "p", "name": told("sites.name")}],
        "contacts": [
            {
                "id": "c",
                "function": told("contacts.function"),
                "reach_for": told("contacts.reach_for"),
                "hours": told("contacts.hours"),
                "phone": "contacts.phone.",
                "email": "contacts.email.",
            }
        ],
        "services": [
            {
                "id": "login",
                "name": told("services.name"),
                "purpose": told("services.purpose"),
                "without": told("services.without"),
                "instead": told("services.instead"),
                "instead_needs": ["other/login", "mitid/login"],
                "criticality": "high",
                "protocol": "services.protocol.",
                "hours": told("services.hours"),
                "target": "99.95",
                "recovery_time": "PT7H",
                "recovery_point": "PT17M",
            }
        ],
        "interfaces": [
            {
                "id": "i",
                "name": told("interfaces.name"),
                "address": "https://example.dk/interface",
                "audience": told("interfaces.audience"),
            }
        ],
        "groups": [{"id": "g", "name": told("groups.name"), "required": 1}],
        "dependencies": [
            {
                "id": "d",
                "on": "other/login",
                "needed_by": ["login"],
                "criticality": "critical",
                "why": told("dependencies.why"),
                "pattern": "copy",
                "tolerance": "P3D",
                "fallback": {"description": told("dependencies.fallback.description"), "quality": "degraded"},
                "group": "g",
                "evidence": {"basis": "documented", "title": "dependencies.evidence.", "url": "https://example.dk/law"},
            }
        ],
        "exchanges": [
            {
                "id": "e",
                "data": told("exchanges.data"),
                "over": "d",
                "direction": "both",
                "personal_data": "cpr_number",
                "pattern": "file",
                "legal_basis": "exchanges.legal_basis.",
                "format": "exchanges.format.",
                "frequency": told("exchanges.frequency"),
                "evidence": {"basis": "assumed"},
            }
        ],
        "preparedness": {"crisis": {"dated": "2019-01-21", "last_tested": "2020-02-22"}},
        "sources": [
            {"statement": told("sources.statement"), "evidence": {"basis": "assumed"}},
            {"statement": told("sources.hidden"), "evidence": {"basis": "assumed"}, "told_to": "internal"},
        ],
        "not_applicable": ["preparedness.recovery"],
    }
)
"""A document that answers every question of the template."""
