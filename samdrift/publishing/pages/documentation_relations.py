"""The sections of a document that speak of other systems, and what the others' documents say of this one."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.portfolio.derived import DependencyModel, Edge, Flow, SystemModel
from samdrift.portfolio.document.labels import label, word
from samdrift.portfolio.document.relations import Quality
from samdrift.publishing.described import Document
from samdrift.publishing.pages.documentation_parts import Cell, Line, Part, Run, Table, said
from samdrift.publishing.pages.documentation_system import none_needed
from samdrift.publishing.pages.evidence import criticality, source
from samdrift.publishing.pages.exchanges import row
from samdrift.publishing.pages.measures import duration
from samdrift.publishing.pages.places import Address
from samdrift.publishing.pages.sentences import capital, listing
from samdrift.vocabulary import Language, Level

_QUALITY = {Level.DEGRADED: Quality.DEGRADED, Level.PARTIAL_OUTAGE: Quality.PARTIAL_OUTAGE}


def parts(document: Document, language: Language, address: Address) -> tuple[Part, ...]:
    system, relations = document.system, document.relations
    name = {"name": system.name.in_(language)}
    needs = gettext("What %(name)s needs") % name
    needed = gettext("What needs %(name)s") % name
    return (
        _part("dependencies", needs, system, _needs(needs, relations.needs, language, address)),
        _part("needed-by", needed, system, _needed_by(needed, relations.needed_by, language, address)),
        _part("exchanges", gettext("Data in and out"), system, *_flows(document, language, address)),
    )


def services_needed(edge: Edge, language: Language) -> str:
    """Which services of the consumer need it: their names, or that all do."""
    names = {service.id: service.name.in_(language) for service in edge.consumer.services}
    needing = [names[id] for id in edge.dependency.needed_by if id in names]
    return listing(needing) if needing else gettext("The whole system")


def service_used(edge: Edge, language: Language) -> str:
    """The provider's service that is needed; empty where the dependency is on all of it."""
    return next(
        (each.name.in_(language) for each in edge.provider.services if each.id == edge.dependency.on.service), ""
    )


def _part(anchor: str, title: str, system: SystemModel, *tables: Table) -> Part:
    told = tuple(table for table in tables if table.rows)
    return Part(anchor, title, none_needed(system, anchor), tables=told)


def _needs(caption: str, edges: tuple[Edge, ...], language: Language, address: Address) -> Table:
    columns = (
        label("dependencies.on", language),
        label("dependencies.needed_by", language),
        label("dependencies.criticality", language),
        label("dependencies.pattern", language),
        label("dependencies.evidence", language),
    )
    return Table(caption, columns, tuple(_need(edge, language, address) for edge in edges))


def _need(edge: Edge, language: Language, address: Address) -> tuple[Cell, ...]:
    dependency = edge.dependency
    return (
        _other(edge.provider, service_used(edge, language), dependency, language, address),
        (said(services_needed(edge, language)), *_group(edge, language)),
        (_criticality(dependency, language),),
        _pattern(dependency, language),
        (source(dependency.known),),
    )


def _needed_by(caption: str, edges: tuple[Edge, ...], language: Language, address: Address) -> Table:
    columns = (
        pgettext("needed by", "System"),
        pgettext("needed by", "Uses"),
        label("dependencies.criticality", language),
        label("dependencies.pattern", language),
        label("dependencies.evidence", language),
    )
    rows = tuple(
        (
            _other(edge.consumer, services_needed(edge, language), edge.dependency, language, address),
            (said(service_used(edge, language) or gettext("The whole system")),),
            (_criticality(edge.dependency, language),),
            _pattern(edge.dependency, language),
            (source(edge.dependency.known),),
        )
        for edge in edges
    )
    return Table(caption, columns, rows)


def _other(other: SystemModel, service: str, dependency: DependencyModel, language: Language, address: Address) -> Cell:
    name = Run(other.name.in_(language), address(other.slug))
    first = (name, Run(f": {service}")) if service else (name,)
    return first, said(dependency.why.in_(language))


def _criticality(dependency: DependencyModel, language: Language) -> Line:
    return criticality(dependency, capital(word(dependency.criticality, language)))


def _pattern(dependency: DependencyModel, language: Language) -> Cell:
    lines = [said(capital(word(dependency.pattern, language)))]
    if dependency.tolerance is not None:
        lines.append(said(gettext("Noticeable after %(length)s") % {"length": duration(dependency.tolerance)}))
    if dependency.fallback is not None:
        fallback = {
            "what": dependency.fallback.description.in_(language),
            "how": word(_QUALITY[dependency.fallback.quality], language),
        }
        lines.append(said(gettext("Fallback (%(how)s): %(what)s") % fallback))
    return tuple(lines)


def _group(edge: Edge, language: Language) -> Cell:
    found = next((each for each in edge.consumer.groups if each.id == edge.dependency.group), None)
    if found is None:
        return ()
    sentence = ngettext(
        "One of the group %(group)s is enough", "%(number)d of the group %(group)s must work", found.required
    )
    return (said(sentence % {"group": found.name.in_(language), "number": found.required}),)


def _flows(document: Document, language: Language, address: Address) -> tuple[Table, Table]:
    own, flows = document.system.slug, document.relations.flows
    data_in = [(flow, flow.source) for flow in flows if flow.target.slug == own]
    data_out = [(flow, flow.target) for flow in flows if flow.source.slug == own]
    return (
        _flow_table(gettext("Data in"), pgettext("data", "From"), data_in, language, address),
        _flow_table(gettext("Data out"), pgettext("data", "To"), data_out, language, address),
    )


def _flow_table(
    caption: str, end: str, flows: list[tuple[Flow, SystemModel]], language: Language, address: Address
) -> Table:
    columns = (
        label("exchanges.data", language),
        end,
        label("dependencies.pattern", language),
        label("exchanges.personal_data", language),
        label("dependencies.evidence", language),
    )
    return Table(caption, columns, tuple(row(flow, other, language, address) for flow, other in flows))
