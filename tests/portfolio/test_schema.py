from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from samdrift.portfolio.document import load_folder, to_json_schema
from tests.portfolio.documents import document

VALIDATOR = Draft202012Validator(to_json_schema())


def test_the_schema_is_a_schema_and_describes_its_fields() -> None:
    Draft202012Validator.check_schema(to_json_schema())
    assert to_json_schema()["$defs"]["Service"]["properties"]["without"]["description"].startswith("What people cannot")


@pytest.mark.parametrize("each", load_folder(Path("demo/portfolio")), ids=lambda each: each.slug)
def test_the_demo_portfolio_is_valid_by_the_schema(each: Any) -> None:
    VALIDATOR.validate(each.content())


@pytest.mark.parametrize("change", [{"colour": "red"}, {"template": "2"}, {"services": []}, {"note": {"da": "a"}}])
def test_what_the_template_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(document("a").content())
    assert not VALIDATOR.is_valid({**document("a").content(), **change})
