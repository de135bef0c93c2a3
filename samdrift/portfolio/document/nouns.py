"""Fields and entries as they are called inside a sentence."""

from __future__ import annotations

from samdrift.vocabulary import Text

THE = {
    "template": Text("skabelonens version", "the version of the template"),
    "note": Text("forbeholdet", "the reservation"),
    "identity.slug": Text("systemets korte navn", "the short name of the system"),
    "identity.name": Text("systemets navn", "the name of the system"),
    "identity.purpose": Text("systemets formål", "the purpose of the system"),
    "identity.scope": Text("systemet", "the system"),
    "life_cycle.status": Text("systemets status", "the status of the system"),
    "life_cycle.in_operation_since": Text("dagen, systemet kom i drift", "the day the system went into operation"),
    "life_cycle.retired_on": Text("systemets sidste dag i drift", "the last day of the system in operation"),
    "life_cycle.successor": Text("systemets afløser", "the successor of the system"),
    "owner": Text("systemejeren", "the system owner"),
    "owner.organisation": Text("systemejerens korte navn", "the short name of the system owner"),
    "owner.name": Text("systemejerens navn", "the name of the system owner"),
    "operator": Text("operatøren", "the operator"),
    "preparedness.crisis": Text("krisestyringsplanen", "the crisis management plan"),
    "preparedness.crisis.dated": Text("datoen på krisestyringsplanen", "the date of the crisis management plan"),
    "preparedness.crisis.last_tested": Text(
        "den seneste test af krisestyringsplanen", "the latest test of the crisis management plan"
    ),
    "preparedness.contingency": Text("nødplanen", "the contingency plan"),
    "preparedness.contingency.dated": Text("datoen på nødplanen", "the date of the contingency plan"),
    "preparedness.contingency.last_tested": Text(
        "den seneste test af nødplanen", "the latest test of the contingency plan"
    ),
    "preparedness.recovery": Text("reetableringsplanen", "the recovery plan"),
    "preparedness.recovery.dated": Text("datoen på reetableringsplanen", "the date of the recovery plan"),
    "preparedness.recovery.last_tested": Text(
        "den seneste test af reetableringsplanen", "the latest test of the recovery plan"
    ),
}
"""Fields of the document itself."""

THE_OF = {
    "suppliers.name": Text("navnet på", "the name of"),
    "suppliers.delivers": Text("ydelsen fra", "the delivery from"),
    "sites.name": Text("navnet på", "the name of"),
    "contacts.function": Text("navnet på", "the name of"),
    "contacts.reach_for": Text("emnerne for", "the subjects of"),
    "contacts.hours": Text("åbningstiden for", "the opening hours of"),
    "contacts.phone": Text("telefonnummeret til", "the telephone number of"),
    "contacts.email": Text("e-mailadressen til", "the e-mail address of"),
    "services.name": Text("navnet på", "the name of"),
    "services.purpose": Text("formålet med", "the purpose of"),
    "services.without": Text("følgen af et udfald af", "the consequence of an outage of"),
    "services.instead": Text("rådet ved et udfald af", "the advice for an outage of"),
    "services.instead_needs": Text(
        "forudsætningen for rådet ved et udfald af", "what the advice rests on in an outage of"
    ),
    "services.criticality": Text("betydningen for systemet af", "the weight in the system of"),
    "services.protocol": Text("protokollen for", "the protocol of"),
    "services.hours": Text("driftstiden for", "the service hours of"),
    "services.target": Text("servicemålet for", "the service level target of"),
    "services.recovery_time": Text("målet for genopretning af", "the recovery time objective of"),
    "services.recovery_point": Text("målet for tab af data i", "the recovery point objective of"),
    "interfaces.name": Text("navnet på", "the name of"),
    "interfaces.address": Text("adressen på", "the address of"),
    "interfaces.audience": Text("målgruppen for", "the audience of"),
    "groups.name": Text("navnet på", "the name of"),
    "groups.required": Text("kravet til, hvor mange der skal virke, i", "how many must work in"),
    "dependencies.needed_by": Text("tjenesterne bag", "the services behind"),
    "dependencies.criticality": Text("", ""),
    "dependencies.criticality_basis": Text("grundlaget for kritikaliteten af", "the basis of the criticality of"),
    "dependencies.why": Text("begrundelsen for", "the reason for"),
    "dependencies.pattern": Text("mønstret for", "the pattern of"),
    "dependencies.tolerance": Text("tolerancen for", "the tolerance of"),
    "dependencies.fallback": Text("nødløsningen for", "the fallback for"),
    "dependencies.fallback.description": Text(
        "beskrivelsen af nødløsningen for", "the description of the fallback for"
    ),
    "dependencies.fallback.quality": Text("kvaliteten af nødløsningen for", "the quality of the fallback for"),
    "dependencies.group": Text("gruppen for", "the group of"),
    "dependencies.evidence": Text("kilden til", "the source of"),
    "dependencies.told_to": Text("målgruppen for", "the audience of"),
    "exchanges.data": Text("navnet på", "the name of"),
    "exchanges.over": Text("vejen for", "the way of"),
    "exchanges.direction": Text("retningen af", "the direction of"),
    "exchanges.personal_data": Text("personoplysningerne i", "the personal data in"),
    "exchanges.pattern": Text("mønstret for", "the pattern of"),
    "exchanges.legal_basis": Text("retsgrundlaget for", "the legal basis of"),
    "exchanges.format": Text("formatet for", "the format of"),
    "exchanges.frequency": Text("hyppigheden af", "the frequency of"),
    "exchanges.evidence": Text("kilden til", "the source of"),
    "exchanges.told_to": Text("målgruppen for", "the audience of"),
    "sources.statement": Text("", ""),
    "sources.evidence": Text("kilden til", "the source of"),
    "sources.told_to": Text("målgruppen for", "the audience of"),
}
"""Fields of an entry, to stand before what the entry is called. Empty where the entry itself is meant."""

ENTRY = {
    "suppliers": Text("leverandøren", "the supplier"),
    "sites": Text("driftsstedet", "the site"),
    "contacts": Text("kontaktfunktionen", "the contact function"),
    "services": Text("tjenesten", "the service"),
    "interfaces": Text("brugergrænsefladen", "the user interface"),
    "groups": Text("gruppen", "the group"),
    "dependencies": Text("afhængigheden af", "the dependency on"),
    "exchanges": Text("udvekslingen af", "the exchange of"),
    "sources": Text("udsagnet", "the statement"),
}
"""To stand before an entry's name."""

CALLED = {"contacts": "function", "exchanges": "data", "sources": "statement"}
"""The field that an entry is called by, where that is not `name`."""
