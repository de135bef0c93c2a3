"""One line of help under a question, where its label does not say enough."""

from __future__ import annotations

from types import MappingProxyType

from samdrift.vocabulary import Language, Text

_HINTS = MappingProxyType(
    {
        "note": Text("Et forbehold, som læserne skal se.", "A reservation that readers must see."),
        "identity.slug": Text("Står i adresser og ændres aldrig.", "Stands in addresses and never changes."),
        "identity.purpose": Text("Én linje.", "One line."),
        "identity.scope": Text(
            "Eksterne systemer beskrives kun så langt, som andre afhænger af dem.",
            "External systems are described only as far as others depend on them.",
        ),
        "life_cycle.retired_on": Text("Udfyldes kun, når systemet er udfaset.", "Only when the system is retired."),
        "life_cycle.successor": Text("Systemet, der tager over.", "The system that takes over."),
        "owner.organisation": Text(
            "Myndigheden, der svarer for systemet. Dens folk kan ændre dokumentet.",
            "The authority that answers for the system. Its people may change the document.",
        ),
        "owner.jointly_with": Text(
            "Gem for at få flere linjer. Tøm en linje for at fjerne den.",
            "Save to get more lines. Empty a line to remove it.",
        ),
        "operator": Text("Den, der driver systemet til daglig.", "Who runs the system day by day."),
        "suppliers.id": Text("Det samme i alle dokumenter.", "The same in every document."),
        "sites.id": Text("Det samme i alle dokumenter.", "The same in every document."),
        "contacts.function": Text("En funktion, aldrig en person.", "A function, never a person."),
        "services.purpose": Text(
            "Som en opfordring: Log ind på offentlige selvbetjeninger.",
            "As an invitation: Log in to public self-service.",
        ),
        "services.without": Text(
            "En hel sætning: Du kan ikke logge ind med MitID.", "A whole sentence: You cannot log in with MitID."
        ),
        "services.instead": Text("Eller hvad der stadig virker.", "Or what still works."),
        "services.instead_needs": Text(
            "Det, der skal virke, for at rådet er sandt. Vi viser det kun, så længe det hele virker. "
            "Ikke angivet: kun så længe resten af systemet virker.",
            "What must work for the advice to be true. It is shown only while all of that works. "
            "Not stated: only while the rest of the system works.",
        ),
        "services.criticality": Text(
            "Kritisk: uden tjenesten er systemet nede. Høj: delvist nede. Lav: det virker næsten som før. "
            "Tom: tjenesterne betyder lige meget.",
            "Critical: without the service the system is down. High: partly down. Low: it works almost as before. "
            "Empty: all services weigh alike.",
        ),
        "services.protocol": Text(
            "Hvordan programmer når den, fx OIOSAML 3 eller REST.", "How programs reach it, as OIOSAML 3 or REST."
        ),
        "services.hours": Text("Hvornår den er lovet at virke.", "When it is promised to work."),
        "services.target": Text(
            "I procent af driftstiden, fx 99,9.", "In percent of the service hours, for example 99.9."
        ),
        "services.recovery_time": Text(
            "Hvor hurtigt den skal virke igen efter en katastrofe.",
            "How soon it is to work again after a disaster.",
        ),
        "services.recovery_point": Text(
            "Hvor meget af de seneste data man kan miste.", "How much of the latest data may be lost."
        ),
        "interfaces.address": Text("Begynder med https://. Tom for en app.", "Begins with https://. Empty for an app."),
        "groups.required": Text(
            "Af afhængighederne i gruppen; de andre kan træde til.",
            "Of the dependencies in the group; the others can stand in.",
        ),
        "dependencies.needed_by": Text(
            "Vælg ingen, hvis hele systemet har brug for det.", "Choose none if the whole system needs it."
        ),
        "dependencies.criticality": Text(
            "Kritisk: vi går i stå med det samme. Høj: delvist eller efter timer. Lav: vi klarer os mere end et døgn.",
            "Critical: we stop at once. High: in part, or within hours. Low: we do without for more than a day.",
        ),
        "dependencies.why": Text("Hvad vi bruger det til.", "What we need it for."),
        "dependencies.tolerance": Text(
            "Så længe må det andet system være nede, før vi mærker det.",
            "So long may the other system be down before we feel it.",
        ),
        "dependencies.group": Text(
            "Hvis andre afhængigheder kan træde til.", "If other dependencies can stand in for it."
        ),
        "exchanges.direction": Text("Set fra dette system.", "Seen from this system."),
        "exchanges.personal_data": Text("Den strengeste kategori i data.", "The strictest category in the data."),
        "exchanges.pattern": Text("Tom: som afhængigheden.", "Empty: as the dependency."),
        "evidence.basis": Text(
            "Dokumenteret: en offentlig kilde siger det. Antaget: vi regner med det.",
            "Documented: a public source says so. Assumed: we take it to be so.",
        ),
        "evidence.title": Text("Fx en lov og dens paragraf.", "For example a law and its section."),
    }
)
_OF_NEW_IDS = Text(
    "Lad feltet være tomt, så laver vi det ud fra navnet. Det ændres ikke, når det først er godkendt.",
    "Leave it empty, and we make it from the name. It does not change once it is accepted.",
)
_OF_FIXED_IDS = Text("Er godkendt og ændres ikke.", "Is accepted, and does not change.")


def hint(path: str, language: Language, *, fixed: bool = False) -> str:
    """Empty where the label says enough. An id that was accepted is `fixed`."""
    if fixed and path.endswith(".id"):
        return _OF_FIXED_IDS.in_(language)
    if path.endswith(".id") and path not in _HINTS:
        return _OF_NEW_IDS.in_(language)
    found = _HINTS.get(path) or _HINTS.get(".".join(path.split(".")[-2:]))
    return found.in_(language) if found else ""
