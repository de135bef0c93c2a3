"""The template as JSON Schema, for editors and for those who write documents by program."""

from __future__ import annotations

from typing import Any

from samdrift.portfolio.document.template import SystemDocument


def to_json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a system document. Rules across fields are checked by `read` only."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **SystemDocument.model_json_schema()}
