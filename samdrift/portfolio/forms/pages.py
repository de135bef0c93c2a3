"""Which part of the template stands on which page of the form: everything, once, in the template's order."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.rules_of_answers import QUESTIONS
from samdrift.portfolio.document.template import SystemDocument
from samdrift.vocabulary import Text

NOT_ON_A_PAGE = frozenset({"template", "not_applicable", "audiences"})
"""The version is given; the other two are asked beside the fields that they are about."""


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is its part of the address; `fields` are top-level fields of the template, the first one names it. A list
    has a word for `one` of its entries."""

    name: str
    fields: tuple[str, ...]
    one: Text | None = None

    @property
    def field(self) -> str:
        return self.fields[0]

    @property
    def is_list(self) -> bool:
        """One list of entries, each with a page of its own."""
        return outline(SystemDocument)[self.field].many

    @property
    def questions(self) -> tuple[str, ...]:
        """Those on this page that may be answered with "not applicable"."""
        return tuple(path for path in QUESTIONS if path.partition(".")[0] in self.fields)

    def holds(self, path: str) -> bool:
        return path.partition(".")[0] in self.fields


PAGES = (
    Page("system", ("identity", "note")),
    Page("livscyklus", ("life_cycle",)),
    Page("ejer", ("owner", "operator")),
    Page("leverandoerer", ("suppliers",), Text("leverandør", "supplier")),
    Page("steder", ("sites",), Text("driftssted", "site")),
    Page("kontakter", ("contacts",), Text("kontaktfunktion", "contact function")),
    Page("tjenester", ("services",), Text("tjeneste", "service")),
    Page("brugergraenseflader", ("interfaces",), Text("brugergrænseflade", "user interface")),
    Page("grupper", ("groups",), Text("gruppe", "group")),
    Page("afhaengigheder", ("dependencies",), Text("afhængighed", "dependency")),
    Page("dataudveksling", ("exchanges",), Text("dataudveksling", "data exchange")),
    Page("beredskab", ("preparedness",)),
    Page("kilder", ("sources",), Text("kilde", "source")),
)
_BY_NAME = {page.name: page for page in PAGES}


def page_named(name: str) -> Page | None:
    return _BY_NAME.get(name)
