"""The sections of a document that describe the system itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from samdrift.portfolio.derived import ContactModel, InterfaceModel, Named, PlanModel, ServiceModel, SystemModel
from samdrift.portfolio.document.labels import label, section_label, word
from samdrift.publishing.described import Document
from samdrift.publishing.pages import moments
from samdrift.publishing.pages.documentation_parts import Entry, Fact, Line, Part, Run, Table, facts, linked, said
from samdrift.publishing.pages.evidence import source
from samdrift.publishing.pages.measures import duration, percent
from samdrift.publishing.pages.places import Address
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Language, Text


def before(document: Document, language: Language, address: Address) -> tuple[Part, ...]:
    """Those that the template has before dependencies."""
    system, named = document.system, document.relations.named_in_advice
    return (
        Part("identity", section_label("identity", language), entries=(Entry("", _identity(system, language)),)),
        Part(
            "life-cycle",
            section_label("life_cycle", language),
            entries=(Entry("", _life_cycle(system, language, address)),),
        ),
        Part("owner", gettext("Owner and operation"), entries=(Entry("", _owner(system, language)),)),
        _listed(
            "contacts",
            section_label("contacts", language),
            [_contact(each, language) for each in system.contacts],
            system,
        ),
        _listed(
            "services",
            section_label("services", language),
            [_service(each, named, language, address) for each in system.services],
            system,
        ),
        _interfaces(system, language),
    )


def after(system: SystemModel, language: Language) -> tuple[Part, ...]:
    """Those that the template has after data exchanges."""
    return _preparedness(system, language), _sources(system, language)


def none_needed(system: SystemModel, field: str) -> tuple[Line, ...]:
    """Said where the document answers that the question has no answer for this system."""
    return (said(gettext("Not applicable to this system.")),) if field in system.not_applicable else ()


def _identity(system: SystemModel, language: Language) -> tuple[Fact, ...]:
    return facts(
        (label("identity.name", language), system.name.in_(language)),
        (label("identity.purpose", language), system.purpose.in_(language)),
        (label("identity.slug", language), system.slug),
        (label("identity.scope", language), capital(word(system.scope, language))),
    )


def _life_cycle(system: SystemModel, language: Language, address: Address) -> tuple[Fact, ...]:
    life = system.life_cycle
    successor: tuple[Line, ...] = ()
    if life.successor:
        name = life.successor_name
        successor = (linked(name.in_(language), address(life.successor)) if name else said(life.successor),)
    since = moments.day(life.in_operation_since, language) if life.in_operation_since else ""
    return facts(
        (label("life_cycle.status", language), capital(word(life.status, language))),
        (
            label("life_cycle.in_operation_since", language),
            since or none_needed(system, "life_cycle.in_operation_since"),
        ),
        (label("life_cycle.retired_on", language), moments.day(life.retired_on, language) if life.retired_on else ""),
        (label("life_cycle.successor", language), successor),
    )


def _owner(system: SystemModel, language: Language) -> tuple[Fact, ...]:
    operator = system.operator.in_(language) if system.operator else ""
    return facts(
        (section_label("owner", language), system.owner.in_(language)),
        (section_label("operator", language), operator or none_needed(system, "operator")),
        (section_label("suppliers", language), _named(system.suppliers, language) or none_needed(system, "suppliers")),
        (section_label("sites", language), _named(system.sites, language) or none_needed(system, "sites")),
    )


def _named(several: Sequence[Named], language: Language) -> tuple[Line, ...]:
    return tuple(
        said(f"{each.name.in_(language)}: {each.delivers.in_(language)}" if each.delivers else each.name.in_(language))
        for each in several
    )


def _listed(anchor: str, title: str, entries: Sequence[Entry], system: SystemModel) -> Part:
    return Part(anchor, title, none_needed(system, anchor), tuple(entries))


def _contact(contact: ContactModel, language: Language) -> Entry:
    return Entry(
        title=contact.function.in_(language),
        facts=facts(
            (label("contacts.reach_for", language), contact.reach_for.in_(language)),
            (label("contacts.hours", language), _or_nothing(contact.hours, language)),
            (label("contacts.phone", language), contact.phone or ""),
            (label("contacts.email", language), contact.email or ""),
        ),
    )


def _service(service: ServiceModel, named: Sequence[SystemModel], language: Language, address: Address) -> Entry:
    return Entry(
        title=service.name.in_(language),
        lead=service.purpose.in_(language),
        anchor=f"service-{service.id}",
        facts=facts(
            (label("services.without", language), service.without.in_(language)),
            (label("services.instead", language), _or_nothing(service.instead, language)),
            (label("services.instead_needs", language), _rests_on(service, named, language, address)),
            (
                label("services.criticality", language),
                word(service.criticality, language) if service.criticality else "",
            ),
            (label("services.protocol", language), service.protocol or ""),
            (label("services.hours", language), _or_nothing(service.hours, language)),
            (label("services.target", language), percent(service.target, language) if service.target else ""),
            (
                label("services.recovery_time", language),
                duration(service.recovery_time) if service.recovery_time else "",
            ),
            (
                label("services.recovery_point", language),
                duration(service.recovery_point) if service.recovery_point else "",
            ),
            (label("services.id", language), service.id),
        ),
    )


def _rests_on(
    service: ServiceModel, named: Sequence[SystemModel], language: Language, address: Address
) -> tuple[Line, ...]:
    if service.instead_needs is None:
        return ()
    if not service.instead_needs:
        return (said(gettext("Nothing: it always holds.")),)
    by_slug = {system.slug: system for system in named}
    return tuple(_need(need, by_slug, language, address) for need in service.instead_needs)


def _need(need: str, by_slug: Mapping[str, SystemModel], language: Language, address: Address) -> Line:
    slug, _, id = need.partition("/")
    if (system := by_slug.get(slug)) is None:
        return said(need)
    (name,) = linked(system.name.in_(language), address(slug))
    service = next((each.name.in_(language) for each in system.services if each.id == id), id)
    return (name, Run(f": {service}")) if service else (name,)


def _interfaces(system: SystemModel, language: Language) -> Part:
    described = facts(*((each.name.in_(language), _interface(each, language)) for each in system.interfaces))
    entries = (Entry("", described),) if described else ()
    return Part("interfaces", section_label("interfaces", language), none_needed(system, "interfaces"), entries)


def _interface(interface: InterfaceModel, language: Language) -> tuple[Line, ...]:
    address = interface.address or ""
    audience = said(capital(interface.audience.in_(language)))
    return (linked(address, address), audience) if address else (audience,)


def _preparedness(system: SystemModel, language: Language) -> Part:
    plans = [(label(f"preparedness.{each.kind}", language), _plan(each, language)) for each in system.preparedness]
    answered = {each.kind for each in system.preparedness}
    plans += [
        (label(f"preparedness.{kind}", language), none_needed(system, f"preparedness.{kind}"))
        for kind in ("crisis", "contingency", "recovery")
        if kind not in answered
    ]
    described = facts(*plans)
    return Part(
        "preparedness", section_label("preparedness", language), entries=(Entry("", described),) if described else ()
    )


def _plan(plan: PlanModel, language: Language) -> tuple[Line, ...]:
    dated = gettext("Dated %(day)s") % {"day": moments.day(plan.dated, language)}
    if plan.last_tested is None:
        return (said(dated),)
    return said(dated), said(gettext("Last tested %(day)s") % {"day": moments.day(plan.last_tested, language)})


def _sources(system: SystemModel, language: Language) -> Part:
    title = section_label("sources", language)
    rows = tuple(((said(each.text.in_(language)),), (source(each.known),)) for each in system.statements)
    columns = label("sources.statement", language), label("sources.evidence", language)
    tables = (Table(title, columns, rows),) if rows else ()
    return Part("sources", title, none_needed(system, "sources"), tables=tables)


def _or_nothing(text: Text | None, language: Language) -> str:
    return text.in_(language) if text else ""
