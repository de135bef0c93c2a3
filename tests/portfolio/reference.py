"""`python -m tests.portfolio.reference` writes docs/system-owner/template.md from the template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samdrift.portfolio.document import SystemDocument, to_json_schema
from samdrift.portfolio.document.fields import (
    ADDRESS_PATTERN,
    DURATION_PATTERN,
    FIELD_PATTERN,
    PERCENT_PATTERN,
    REFERENCE_PATTERN,
)
from samdrift.portfolio.document.labels import label, section_label, word
from samdrift.portfolio.document.outline import Field, outline
from samdrift.portfolio.forms.hints import hint
from samdrift.vocabulary import SLUG_PATTERN, Audience, Language, Text

PAGE = Path("docs/system-owner/template.md")
_FIELDS = outline(SystemDocument)
_SCHEMA = to_json_schema()

_HEAD = """\
# Skabelonen · The template
<!-- Long because it names every field, in two languages. -->

Version 1. Skrevet ud fra skabelonen selv. · Written from the template itself.

"""
_INTRODUCTION = Text(
    """\
Et systemdokument er en YAML- eller JSON-fil med disse felter i denne rækkefølge. Et felt med * skal udfyldes; i en
liste gælder det hver post. Alle felter vises for alle, medmindre tabellen siger andet; det gælder også felterne under.
Et dokument kan selv vise et felt, der ikke skal udfyldes, for andre (`audiences`).
""",
    """\
A system document is a YAML or JSON file with these fields in this order. A field with * must be filled in; in a list
that goes for each entry. Every field is shown to everyone, unless the table says otherwise; that goes for the fields
below it too. A document may itself show a field that need not be filled in to others (`audiences`).
""",
)
_COLUMNS = Text("| felt | hedder | indhold |", "| field | called | content |")
_PATTERNS = {
    SLUG_PATTERN: Text("1 til 64 af a-z, 0-9 og bindestreg", "1 to 64 of a-z, 0-9 and hyphen"),
    ADDRESS_PATTERN: Text("en https-adresse", "an https address"),
    DURATION_PATTERN: Text("en varighed: `P1D`, `PT4H` eller `PT30M`", "a duration: `P1D`, `PT4H` or `PT30M`"),
    PERCENT_PATTERN: Text("en procent med punktum: `99.9`", "a percentage with a point: `99.9`"),
    REFERENCE_PATTERN: Text(
        "et system eller en af dets tjenester: `mitid` eller `mitid/login`",
        "a system or one of its services: `mitid` or `mitid/login`",
    ),
    FIELD_PATTERN: Text("et felt i skabelonen: `services.target`", "a field of the template: `services.target`"),
}
_DAY = Text("en dato: `2023-10-31`", "a date: `2023-10-31`")
_BOTH = Text(
    "tekst på dansk og engelsk (`da`, `en`), hver højst {} tegn",
    "text in Danish and English (`da`, `en`), each at most {} characters",
)
_LINE = Text("tekst, højst {} tegn", "text, at most {} characters")
_NUMBER = Text("et helt tal fra {} til {}", "a whole number from {} to {}")
_LIST = Text("en liste med højst {}: ", "a list of at most {}: ")
_ENTRIES = Text("poster", "entries")
_GROUP = Text("en gruppe felter", "a group of fields")
_ONLY = Text("vises for {}", "shown to {}")


def written() -> str:
    return _HEAD + "".join(_language(language) for language in ("da", "en"))


def _language(language: Language) -> str:
    heading = {"da": "## Dansk", "en": "## English"}[language]
    tables = "\n".join(_table(section, language) for section in SystemDocument.model_fields)
    end = "" if language == "en" else "\n"
    return f"{heading}\n\n{_INTRODUCTION.in_(language)}\n{tables}{end}"


def _table(section: str, language: Language) -> str:
    rows = "".join(_row(field, language) for path, field in _FIELDS.items() if path.split(".")[0] == section)
    return f"### {section_label(section, language)}\n\n{_COLUMNS.in_(language)}\n|---|---|---|\n{rows}"


def _row(field: Field, language: Language) -> str:
    star = "\\*" if field.required else ""
    content = ". ".join(part for part in _content(field, language) if part)
    return f"| `{field.path}`{star} | {label(field.path, language)} | {content} |\n"


def _content(field: Field, language: Language) -> Iterator[str]:
    if field.audience is not Audience.PUBLIC:
        yield f"**{_ONLY.in_(language).format(word(field.audience, language))}**"
    yield _kind(field, language)
    if not field.path.endswith((".id", ".jointly_with")):  # their hints are about the form
        yield hint(field.path, language).rstrip(".")


def _kind(field: Field, language: Language) -> str:
    schema = _schema_of(field.path)
    several = _LIST.in_(language).format(schema.get("maxItems")) if field.many else ""
    if field.many:
        schema = _resolved(schema["items"])
    return several + _value(field, schema, language)


def _value(field: Field, schema: dict[str, Any], language: Language) -> str:
    if field.choices:
        return ", ".join(f"`{each.value}` ({word(each, language)})" for each in field.choices)
    if field.section:
        return (_ENTRIES if field.many else _GROUP).in_(language)
    if "const" in schema:
        return f"`{schema['const']}`"
    return _single(schema).in_(language)


def _single(schema: dict[str, Any]) -> Text:
    if schema["type"] == "object":
        return _filled(_BOTH, schema["properties"]["da"]["maxLength"])
    if schema["type"] == "integer":
        return _filled(_NUMBER, schema["minimum"], schema["maximum"])
    if schema.get("format") == "date":
        return _DAY
    return _PATTERNS.get(schema["pattern"]) or _filled(_LINE, schema["maxLength"])


def _filled(words: Text, *numbers: int) -> Text:
    return Text(words.da.format(*numbers), words.en.format(*numbers))


def _schema_of(path: str) -> dict[str, Any]:
    schema: dict[str, Any] = _SCHEMA
    for step in path.split("."):
        schema = _resolved(schema["items"]) if "items" in schema else schema
        schema = _resolved(schema["properties"][step])
    return schema


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the possibility of null, and with what it refers to."""
    schema = next((each for each in schema.get("anyOf", ()) if each.get("type") != "null"), schema)
    definitions: dict[str, dict[str, Any]] = _SCHEMA["$defs"]
    return definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


if __name__ == "__main__":
    PAGE.write_text(written())
