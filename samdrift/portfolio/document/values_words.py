"""The value of a field in words. Drafts may hold anything at all: what is no such value is shown as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samdrift.portfolio.document.changes import Own
from samdrift.portfolio.document.fields import DURATION_PATTERN, PERCENT_PATTERN
from samdrift.portfolio.document.labels import label, section_label, word
from samdrift.portfolio.document.places import FIELDS
from samdrift.vocabulary import Language, Text

Names = Mapping[str, Text]
"""What systems and their services are called: `mitid` and `mitid/login`."""

_MONTHS = (
    *(Text("januar", "January"), Text("februar", "February"), Text("marts", "March"), Text("april", "April")),
    *(Text("maj", "May"), Text("juni", "June"), Text("juli", "July"), Text("august", "August")),
    *(Text("september", "September"), Text("oktober", "October"), Text("november", "November")),
    Text("december", "December"),
)
_UNITS = {
    "D": (Text("døgn", "day"), Text("døgn", "days")),
    "H": (Text("time", "hour"), Text("timer", "hours")),
    "M": (Text("minut", "minute"), Text("minutter", "minutes")),
}
_NO_ENTRIES = Own.of()
_DAYS = {"in_operation_since", "retired_on", "dated", "last_tested"}


def value_in_words(path: str, value: Any, language: Language, names: Names, own: Own) -> str:
    """`value` of the field at `path`, as it can stand inside a sentence."""
    if isinstance(value, Mapping):
        return _group(path, value, language)
    if path == "dependencies.needed_by":
        return needed_by(value, language, own)
    if path == "services.instead_needs":
        return _needs(value, language, names, own)
    if isinstance(value, (list, tuple)):
        return joined([str(each) for each in value], language)
    written = str(value)
    reference = _reference(path, written, own)
    return called(reference, language, names) if reference else _written(path, written, language, own)


def _reference(path: str, written: str, own: Own) -> str | None:
    """The system, or the service of it, that a field names."""
    if path == "exchanges.over":
        return str(own.providers.get(written, written))
    return written if path in {"dependencies.on", "life_cycle.successor"} else None


def text(value: Any, language: Language) -> str:
    """A text in two languages, or what stands in its place."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("da") or value.get("en") or "…")
    return str(value)


def quoted(words: str, language: Language) -> str:
    return f"»{words}«" if language == "da" else f"“{words}”"


def called(reference: str, language: Language, names: Names) -> str:
    """`mitid/login` as "MitID (Log ind)"."""
    slug, _, service = reference.partition("/")
    system = names[slug].in_(language) if slug in names else slug
    if not service:
        return system
    return f"{system} ({names[reference].in_(language) if reference in names else service})"


def needed_by(services: Any, language: Language, own: Own) -> str:
    if not services or not isinstance(services, (list, tuple)):
        return {"da": "hele systemet", "en": "the whole system"}[language]
    return joined([text(own.services.get(str(each), each), language) for each in services], language)


def _needs(value: Any, language: Language, names: Names, own: Own) -> str:
    if not isinstance(value, (list, tuple)):
        return str(value)
    if not value:
        return {"da": "ingenting", "en": "nothing"}[language]
    return joined([_service_or_system(str(each), language, names, own) for each in value], language)


def _service_or_system(reference: str, language: Language, names: Names, own: Own) -> str:
    slug, _, service = reference.partition("/")
    if slug == own.slug and service in own.services:
        return text(own.services[service], language)
    return called(reference, language, names)


def joined(words: Sequence[str], language: Language) -> str:
    """ "A, B og C" """
    *first, last = words or ["…"]
    return {"da": " og ", "en": " and "}[language].join(part for part in (", ".join(first), last) if part)


def field_in_words(path: str, language: Language) -> str:
    """A field of the template by name: "Tjenester: Servicemål"."""
    if path not in FIELDS:
        return path
    section = path.partition(".")[0]
    own = label(path, language)
    return own if section == path else f"{section_label(section, language)}: {own}"


def _written(path: str, written: str, language: Language, own: Own = _NO_ENTRIES) -> str:
    if path == "dependencies.group":
        return text(own.groups.get(written, written), language)
    if path in {"audiences.field", "not_applicable"}:
        return field_in_words(written, language)
    if path == "services.target":
        return _percent(written, language)
    if path.rpartition(".")[2] in _DAYS:
        return _day(written, language)
    return _choice(path, written, language) or _duration(written, language) or written


def _choice(path: str, written: str, language: Language) -> str | None:
    field = FIELDS.get(path)
    if field and field.choices and written in {each.value for each in field.choices}:
        return word(field.choices(written), language)
    return None


def _percent(written: str, language: Language) -> str:
    if not re.match(PERCENT_PATTERN, written):
        return written
    return f"{written.replace('.', ',')} %" if language == "da" else f"{written}%"


def _group(path: str, value: Mapping[str, Any], language: Language) -> str:
    if path.endswith(".evidence"):
        basis = _written(f"{path}.basis", str(value.get("basis", "…")), language)
        source = value.get("title") or value.get("url")
        return f"{basis}, {quoted(str(source), language)}" if source else basis
    if path == "dependencies.fallback":
        quality = _written(f"{path}.quality", str(value.get("quality", "…")), language)
        return f"{quoted(text(value.get('description'), language), language)} ({quality})"
    if path.startswith("preparedness."):
        return _day(str(value.get("dated", "…")), language)
    if path == "owner":
        return text(value.get("name"), language)
    return quoted(text(value, language), language)


def _duration(written: str, language: Language) -> str | None:
    if not re.match(DURATION_PATTERN, written):
        return None
    number = int(re.sub(r"\D", "", written))
    return f"{number} {_UNITS[written[-1]][number != 1].in_(language)}"


def _day(written: str, language: Language) -> str:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.day}{'.' if language == 'da' else ''} {_MONTHS[day.month - 1].in_(language)} {day.year}"
