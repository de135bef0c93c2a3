"""What the fields of the template are called, and the words of their choices, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.document.relations import Direction, Pattern, PersonalData, Quality
from samdrift.portfolio.document.sections import LifeCycleStatus, Scope
from samdrift.vocabulary import Audience, Criticality, Language, Text

_LABELS = {
    "template": Text("Skabelonens version", "Version of the template"),
    "note": Text("Forbehold", "Reservation"),
    "identity": Text("Systemet", "The system"),
    "identity.slug": Text("Kort navn i adresser", "Short name in addresses"),
    "identity.purpose": Text("Hvad man bruger det til", "What people use it for"),
    "identity.scope": Text("Fælles eller eksternt", "Shared or external"),
    "life_cycle": Text("Livscyklus", "Life cycle"),
    "life_cycle.status": Text("Status", "Status"),
    "life_cycle.in_operation_since": Text("I drift siden", "In operation since"),
    "life_cycle.retired_on": Text("Sidste dag i drift", "Last day in operation"),
    "life_cycle.successor": Text("Afløser", "Successor"),
    "owner": Text("Systemejer", "System owner"),
    "owner.organisation": Text("Myndighedens korte navn", "Short name of the authority"),
    "owner.name": Text("Myndighed", "Authority"),
    "owner.jointly_with": Text("Ejes sammen med", "Owned jointly with"),
    "operator": Text("Operatør", "Operator"),
    "suppliers": Text("Leverandører", "Suppliers"),
    "suppliers.delivers": Text("Leverer", "Delivers"),
    "sites": Text("Driftssteder", "Sites"),
    "contacts": Text("Kontaktfunktioner", "Contact functions"),
    "contacts.function": Text("Funktion", "Function"),
    "contacts.reach_for": Text("Kontaktes om", "Contacted about"),
    "contacts.hours": Text("Åbningstid", "Opening hours"),
    "contacts.phone": Text("Telefon", "Telephone"),
    "contacts.email": Text("E-mail", "E-mail"),
    "services": Text("Tjenester", "Services"),
    "services.purpose": Text("Hvad man kan", "What people can do"),
    "services.without": Text("Hvad man ikke kan, når den er nede", "What people cannot do when it is down"),
    "services.instead": Text("Hvad man kan gøre imens", "What to do meanwhile"),
    "services.instead_needs": Text("Hvad rådet forudsætter", "What the advice rests on"),
    "services.criticality": Text("Betydning for systemet", "Weight in the system"),
    "services.protocol": Text("Protokol", "Protocol"),
    "services.hours": Text("Driftstid", "Service hours"),
    "services.target": Text("Servicemål", "Service level target"),
    "services.recovery_time": Text("Mål for genopretning (RTO)", "Recovery time objective (RTO)"),
    "services.recovery_point": Text("Mål for tab af data (RPO)", "Recovery point objective (RPO)"),
    "interfaces": Text("Brugergrænseflader", "User interfaces"),
    "interfaces.address": Text("Adresse", "Address"),
    "interfaces.audience": Text("For hvem", "For whom"),
    "groups": Text("Grupper", "Groups"),
    "groups.required": Text("Så mange skal virke", "How many must work"),
    "dependencies": Text("Afhængigheder", "Dependencies"),
    "dependencies.on": Text("Afhænger af", "Depends on"),
    "dependencies.needed_by": Text("Tjenester, der har brug for det", "Services that need it"),
    "dependencies.criticality": Text("Kritikalitet", "Criticality"),
    "dependencies.criticality_basis": Text("Grundlag for kritikaliteten", "Basis of the criticality"),
    "dependencies.why": Text("Hvorfor", "Why"),
    "dependencies.tolerance": Text("Tåler et udfald på", "Tolerates an outage of"),
    "dependencies.fallback": Text("Nødløsning", "Fallback"),
    "dependencies.fallback.description": Text("Beskrivelse", "Description"),
    "dependencies.fallback.quality": Text("Hvor godt det virker imens", "How well it works meanwhile"),
    "dependencies.group": Text("Gruppe", "Group"),
    "exchanges": Text("Dataudvekslinger", "Data exchanges"),
    "exchanges.data": Text("Data", "Data"),
    "exchanges.over": Text("Går over afhængigheden", "Goes over the dependency"),
    "exchanges.direction": Text("Retning", "Direction"),
    "exchanges.personal_data": Text("Personoplysninger", "Personal data"),
    "exchanges.legal_basis": Text("Retsgrundlag", "Legal basis"),
    "exchanges.format": Text("Format", "Format"),
    "exchanges.frequency": Text("Hyppighed", "Frequency"),
    "preparedness": Text("Beredskab", "Preparedness"),
    "preparedness.crisis": Text("Krisestyringsplan", "Crisis management plan"),
    "preparedness.contingency": Text("Nødplan", "Contingency plan"),
    "preparedness.recovery": Text("Reetableringsplan", "Recovery plan"),
    "sources": Text("Kilder", "Sources"),
    "sources.statement": Text("Udsagn", "Statement"),
    "not_applicable": Text("Ikke relevant", "Not applicable"),
    "audiences": Text("Felter med en anden målgruppe", "Fields with another audience"),
    "audiences.field": Text("Felt", "Field"),
}
_ANYWHERE = {
    "id": Text("Kort navn", "Short name"),
    "name": Text("Navn", "Name"),
    "pattern": Text("Mønster", "Pattern"),
    "evidence": Text("Kilde", "Source"),
    "basis": Text("Grundlag", "Basis"),
    "title": Text("Kildens titel", "Title of the source"),
    "url": Text("Kildens adresse", "Address of the source"),
    "told_to": Text("Vises for", "Shown to"),
    "audience": Text("Vises for", "Shown to"),
    "dated": Text("Dateret", "Dated"),
    "last_tested": Text("Senest testet", "Last tested"),
}
"""Fields that are called the same in every section, by their last step."""

_WORDS: Mapping[Enum, Text] = MappingProxyType(
    {
        Criticality.CRITICAL: Text("kritisk", "critical"),
        Criticality.HIGH: Text("høj", "high"),
        Criticality.LOW: Text("lav", "low"),
        Pattern.REAL_TIME: Text("realtid", "real time"),
        Pattern.COPY: Text("kopi", "copy"),
        Pattern.EVENT: Text("hændelsesbesked", "event message"),
        Pattern.FILE: Text("fil", "file"),
        Direction.IN: Text("ind", "in"),
        Direction.OUT: Text("ud", "out"),
        Direction.BOTH: Text("begge veje", "both ways"),
        PersonalData.NONE: Text("ingen", "none"),
        PersonalData.ORDINARY: Text("almindelige", "ordinary"),
        PersonalData.CPR_NUMBER: Text("CPR-nummer", "CPR number"),
        PersonalData.CRIMINAL: Text("strafbare forhold", "criminal offences"),
        PersonalData.SENSITIVE: Text("følsomme", "sensitive"),
        LifeCycleStatus.PLANNED: Text("planlagt", "planned"),
        LifeCycleStatus.IN_OPERATION: Text("i drift", "in operation"),
        LifeCycleStatus.RETIRED: Text("udfaset", "retired"),
        Scope.SHARED: Text("fælles", "shared"),
        Scope.EXTERNAL: Text("eksternt", "external"),
        Basis.DOCUMENTED: Text("dokumenteret", "documented"),
        Basis.ASSUMED: Text("antaget", "assumed"),
        Quality.DEGRADED: Text("forringet drift", "degraded"),
        Quality.PARTIAL_OUTAGE: Text("delvist nedbrud", "partial outage"),
        Audience.PUBLIC: Text("alle", "everyone"),
        Audience.PARTNERS: Text("samarbejdspartnere", "partners"),
        Audience.INTERNAL: Text("kun internt", "internal only"),
    }
)


def label(path: str, language: Language) -> str:
    """What the field at `path` of the outline (`services.recovery_time`) is called. KeyError for no field."""
    return (_LABELS.get(path) or _ANYWHERE[path.rpartition(".")[2]]).in_(language)


def section_label(section: str, language: Language) -> str:
    """The heading over a field of the document itself: `services`, `life_cycle`."""
    return _LABELS[section].in_(language)


def word(choice: Enum, language: Language) -> str:
    """A choice of the template in a word or two, as it stands inside a sentence: kritisk, realtid, alle."""
    return _WORDS[choice].in_(language)
