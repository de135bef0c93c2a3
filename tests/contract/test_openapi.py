"""Our own OpenAPI document against our own running product."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from samdrift.publishing import openapi
from tests.running import HTTP, Running

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 30
"""For each operation. All of them together must not hold up those who run the tests."""

SCHEMA = schemathesis.openapi.from_dict(openapi.document("http://127.0.0.1:8000"))
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}  # type: ignore[union-attr]


def test_the_product_publishes_the_document(running: Running) -> None:
    assert running.json("/api/v1/openapi.json") == openapi.document(running.base_url)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_answers_are_as_described(operation: str, running: Running) -> None:
    token = running.facts["sources"]["events"]["token"]
    headers = {"Authorization": f"Bearer {token}"}
    known = {"source": "events", "slug": "mitid", "name": "status"}

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=_cases(operation), right=st.booleans())
    def ask(case: Case[Any], right: bool) -> None:
        if right:  # otherwise nearly every example would name a system or a source that there is not
            case.path_parameters.update({name: known[name] for name in case.path_parameters})
        case.call_and_validate(base_url=running.base_url, headers=headers, checks=CHECKS)

    ask()


def _cases(operation: str) -> st.SearchStrategy[Case[Any]]:
    found = OPERATIONS[operation]
    fit = found.as_strategy(generation_mode=GenerationMode.POSITIVE)
    takes_something = found.body or found.path_parameters
    return fit | found.as_strategy(generation_mode=GenerationMode.NEGATIVE) if takes_something else fit


def test_the_demonstration_says_on_its_pages_that_it_is_one(running: Running) -> None:
    for address in ("/", "/en/map/", "/konto/login/"):
        assert " – Samdrift (demonstration)</title>" in HTTP.get(running.base_url + address).text
