"""The OpenAPI 3.1 document of everything machines read, and of the one address they write to."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from samdrift import __version__
from samdrift.portfolio.formats import FORMATS
from samdrift.portfolio.formats.dependencies_json import DependenciesDocument
from samdrift.snapshot import json_v1, statuspage
from samdrift.vocabulary import SLUG_PATTERN

_REF = "#/components/schemas/{model}"
_TEXT = {"type": "string"}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do."},
        "field": {"type": "string", "description": "The field that was not understood."},
        "value": {"type": "string"},
        "expected": {"type": "string"},
    },
}
_FORMATS = {
    "json": "Which systems need which, and how critically",
    "csv": "The dependencies as a table",
    "graphml": "The map for graph tools",
    "dot": "The map for Graphviz",
    "mermaid": "The map as a Mermaid flowchart",
    "backstage": "The portfolio as Backstage catalog entities",
    "archimate": "The portfolio as an ArchiMate model, in The Open Group's exchange format",
    "graph": "The systems in operation as the file that `samdrift impact` reads",
}
_LEVELS = ["operational", "degraded", "partial_outage", "major_outage"]
_EVENT = {
    "type": "object",
    "required": ["signal", "state"],
    "properties": {
        "signal": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300,
            "description": "`<system>` or `<system>/<service>` maps by itself; any other name is mapped on the desk.",
            "examples": ["mitid/login"],
        },
        "state": {"enum": _LEVELS},
        "at": {
            "type": "string",
            "format": "date-time",
            "description": "Since when; if left out, the time of receipt.",
        },
        "text": {"type": "string", "description": "The source's own words."},
        "planned": {"type": "boolean", "description": "It is part of announced work."},
    },
}


def document(base_url: str) -> dict[str, Any]:
    """The whole document; its schemas come from the shapes that the files are made from."""
    shapes: list[type[BaseModel]] = [*json_v1.DOCUMENTS.values(), DependenciesDocument]
    _, definitions = models_json_schema([(shape, "serialization") for shape in shapes], ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Samdrift",
            "version": __version__,
            "summary": "Operational status of shared public digital infrastructure",
            "license": {"name": "MPL-2.0", "identifier": "MPL-2.0"},
        },
        "servers": [{"url": base_url}],
        "paths": _read() | _portfolio() | _statuspage() | _other() | {"/ingest/{source}": {"post": _ingest()}},
        "components": {
            "schemas": {**definitions["$defs"], "Problem": _PROBLEM, "Event": _EVENT},
            "securitySchemes": {"source": {"type": "http", "scheme": "bearer"}},
        },
    }


def _read() -> dict[str, Any]:
    return {
        "/api/v1/status.json": _get(
            "status", "The current status of every system in operation", _ref("StatusDocument")
        ),
        "/api/v1/systems.json": _get("systems", "Every system, including retired ones", _ref("SystemsDocument")),
        "/api/v1/systems/{slug}.json": _get(
            "system", "One system: its current status and its history", _ref("SystemDocument"), parameters=[_slug()]
        ),
        "/api/v1/schema/{name}.json": _get(
            "schema", "The JSON Schema of a document", {"type": "object"}, parameters=[_name()]
        ),
        "/api/v1/openapi.json": _get("openapi", "This document", {"type": "object"}),
    }


def _portfolio() -> dict[str, Any]:
    """What is read out of the documents. Only JSON has a schema: that of the others is their own standard."""
    shapes = {"json": _ref("DependenciesDocument"), "graph": {"type": "object"}}
    files = {
        each.address: _get(
            f"portfolio_{name}", _FORMATS[name], shapes.get(name), media=each.media_type.partition(";")[0]
        )
        for name, each in FORMATS.items()
    }
    document = _get(
        "document", "The public part of one system's document", None, media="application/yaml", parameters=[_slug()]
    )
    return files | {"/api/v1/systems/{slug}/document.yaml": document}


def _statuspage() -> dict[str, Any]:
    component = {"type": "object", "required": ["id", "name", "status", "group", "group_id"]}
    incident = {
        "type": "object",
        "required": ["id", "name", "status", "impact", "started_at", "shortlink", "incident_updates", "components"],
    }
    shapes = {
        "page": {"type": "object", "required": ["id", "name", "url", "time_zone", "updated_at"]},
        "status": {"type": "object", "required": ["indicator", "description"]},
        "components": {"type": "array", "items": component},
        "incidents": {"type": "array", "items": incident},
        "scheduled_maintenances": {
            "type": "array",
            "items": incident | {"required": [*incident["required"], "scheduled_for", "scheduled_until"]},
        },
    }
    return {
        f"/api/v2/{name}.json": _get(
            "statuspage_" + name.replace("/", "_").replace("-", "_"),
            f"Statuspage's {name}",
            {"type": "object", "required": list(keys), "properties": {key: shapes[key] for key in keys}},
        )
        for name, keys in statuspage.DOCUMENTS.items()
    }


def _other() -> dict[str, Any]:
    return {
        "/feed.atom": _feed("feed", "Changes of every system, in Danish"),
        "/en/feed.atom": _feed("feed_en", "Changes of every system, in English"),
        "/systemer/{slug}/feed.atom": _feed("system_feed", "Changes to one system, in Danish", [_slug()]),
        "/en/systems/{slug}/feed.atom": _feed("system_feed_en", "Changes to one system, in English", [_slug()]),
        "/badge/{slug}.svg": _get("badge", "A badge", _TEXT, media="image/svg+xml", parameters=[_slug()]),
        "/healthz": _get(
            "health", "Whether this instance is fresh", {"type": "object"}, media="application/health+json"
        ),
    }


def _feed(name: str, summary: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return _get(name, summary, _TEXT, media="application/atom+xml", parameters=parameters)


def _get(
    name: str,
    summary: str,
    shape: dict[str, Any] | None,
    *,
    media: str = "application/json",
    parameters: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": {"description": summary, "content": {media: {"schema": shape} if shape else {}}}}
    if media != "application/health+json":
        answers["304"] = {"description": "Not changed since the ETag that was sent"}
    if parameters:
        problem = {"application/problem+json": {"schema": _ref("Problem")}}
        page = {"text/html": {"schema": {"type": "string"}}}
        below_api = media in ("application/json", "application/yaml")
        answers["404"] = {"description": "No such address", "content": problem if below_api else page}
    answers["503"] = {"description": "Nothing has been published yet"}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": answers}}


def _ingest() -> dict[str, Any]:
    one_or_many = {"oneOf": [_ref("Event"), {"type": "array", "items": _ref("Event"), "maxItems": 1000}]}
    problem = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    accepted = {
        "type": "object",
        "required": ["accepted", "received_at"],
        "properties": {
            "accepted": {"type": "integer"},
            "received_at": {"type": "string", "format": "date-time"},
            "ignored_fields": {"type": "array", "items": {"type": "string"}},
            "unmapped": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Signals that count for nothing until they are mapped on the desk.",
            },
            "placed_now": {"type": "object"},
        },
    }
    return {
        "operationId": "ingest",
        "summary": "Report the state of something",
        "description": "Also takes CloudEvents 1.0 and, for an Alertmanager source, its webhook. See /integration/. "
        "Errors are in English, or in Danish where Accept-Language prefers it.",
        "security": [{"source": []}],
        "parameters": [
            {"name": "source", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": one_or_many}}},
        "responses": {
            "202": {"description": "Stored durably", "content": {"application/json": {"schema": accepted}}},
            "401": {"description": "Unknown source or wrong token", **problem},
            "404": {"description": "No such address", **problem},
            "409": {"description": "The source is paused or not set up", **problem},
            "413": {"description": "Too large", **problem},
            "422": {"description": "Not JSON, or not understood; nothing was stored", **problem},
            "503": {"description": "Could not be stored; send again", **problem},
        },
    }


def _name() -> dict[str, Any]:
    return {"name": "name", "in": "path", "required": True, "schema": {"enum": [*json_v1.DOCUMENTS, "dependencies"]}}


def _slug() -> dict[str, Any]:
    return {
        "name": "slug",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": SLUG_PATTERN},
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(model=name)}
