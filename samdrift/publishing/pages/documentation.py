"""What the documentation of a system says: every section of its document, in the template's order.

The page, the print and the desk are all made from this. `Document` holds only what its reader may read.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from samdrift.publishing.described import Document
from samdrift.publishing.pages import documentation_relations, documentation_system, moments
from samdrift.publishing.pages.documentation_parts import Part
from samdrift.publishing.pages.evidence import confirmed
from samdrift.publishing.pages.measures import completeness
from samdrift.publishing.pages.places import Address
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Documentation:
    """`edition`, `confirmed` and `completeness` are sentences about the document itself."""

    slug: str
    name: str
    purpose: str
    note: str
    edition: str
    confirmed: str
    completeness: str
    parts: tuple[Part, ...]


def read(document: Document, language: Language, address: Address) -> Documentation:
    system = document.system
    parts = (
        *documentation_system.before(document, language, address),
        *documentation_relations.parts(document, language, address),
        *documentation_system.after(system, language),
    )
    return Documentation(
        slug=system.slug,
        name=system.name.in_(language),
        purpose=system.purpose.in_(language),
        note=system.note.in_(language) if system.note else "",
        edition=edition(document, language),
        confirmed=confirmed(document.confirmed, document.today, language),
        completeness=completeness(system.completeness, language),
        parts=tuple(part for part in parts if not part.empty),
    )


def edition(document: Document, language: Language) -> str:
    """ "Revision 3, gældende fra 23. november 2026 kl. 10.58"."""
    return gettext("Revision %(number)d, in force since %(start)s") % {
        "number": document.system.revision,
        "start": moments.moment(document.system.in_force_from, language),
    }
