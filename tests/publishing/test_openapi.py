from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import schemathesis

from samdrift.publishing import openapi
from samdrift.snapshot import json_v1
from tests.publishing.installation import Installation

DOCUMENT = openapi.document("https://drift.example.dk")
NOT_A_FILE = {"/healthz", "/ingest/{source}"}


def test_the_document_is_openapi() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()
    assert DOCUMENT["openapi"] == "3.1.0"
    names = [operation["operationId"] for path in DOCUMENT["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_its_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(DOCUMENT["components"]["schemas"][name])


def test_its_references_lead_somewhere() -> None:
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', str(DOCUMENT).replace("'", '"'))):
        found: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


@pytest.mark.parametrize("name", json_v1.DOCUMENTS)
def test_the_published_schemas_are_schemas(name: str) -> None:
    schema = json_v1.schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_describes_every_address_for_machines_and_no_other(small: Installation) -> None:
    small.all_is_well()
    published = {
        address
        for address, entry in small.edition().manifest.entries.items()
        if entry.media_type.startswith(("application/json", "application/atom+xml"))
        or address.startswith(("/api/", "/badge/"))
    }
    patterns = {path: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))) for path in DOCUMENT["paths"]}
    described = {
        address: [path for path, pattern in patterns.items() if pattern.fullmatch(address)] for address in published
    }
    assert {address: paths for address, paths in described.items() if len(paths) != 1} == {}
    assert {path for paths in described.values() for path in paths} == DOCUMENT["paths"].keys() - NOT_A_FILE


def test_documents_of_the_product_follow_their_schema(small: Installation) -> None:
    small.all_is_well()
    addresses = {
        "/api/v1/status.json": "status",
        "/api/v1/systems.json": "systems",
        "/api/v1/dependencies.json": "dependencies",
        **{f"/api/v1/systems/{slug}.json": "system" for slug in small.slugs},
    }
    for address, name in addresses.items():
        jsonschema.validate(small.json(address), small.json(f"/api/v1/schema/{name}.json"))
