"""The template as JSON Schema, for editors and for those who write documents by program."""

from __future__ import annotations

from typing import Any

from samdrift.portfolio.document.template import SystemDocument

_EXTERNAL = {
    "required": ["identity"],
    "properties": {"identity": {"required": ["scope"], "properties": {"scope": {"const": "external"}}}},
}
_SOME_SERVICE = {"required": ["services"], "properties": {"services": {"minItems": 1}}}


def to_json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a system document. The other rules across fields are checked by `read` only."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SystemDocument.model_json_schema(),
        "if": _EXTERNAL,
        "else": _SOME_SERVICE,
    }
