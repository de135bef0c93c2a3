from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml as any_yaml
from hypothesis import given, settings

from samdrift.portfolio.document import SystemDocument, yaml
from samdrift.portfolio.document.audience import seen_by
from samdrift.vocabulary import Audience
from tests.portfolio.documents import both, document, system_documents

DEMO = sorted(Path("demo/portfolio").iterdir())


@given(system_documents())
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_back(written: SystemDocument) -> None:
    text = yaml.write(written)
    assert yaml.read(text, "any.yaml") == written
    assert yaml.write(yaml.read(text, "any.yaml")) == text


@given(system_documents())
@settings(max_examples=40, deadline=None)
def test_another_reader_of_yaml_reads_the_same(written: SystemDocument) -> None:
    """Theirs knows dates and false; what we write as text must be text to them too."""
    theirs = any_yaml.safe_load(yaml.write(written))
    assert theirs == _lists(written.model_dump(exclude_defaults=True))


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(entry) for key, entry in value.items()}
    if isinstance(value, Enum):
        return value.value
    return [_lists(entry) for entry in value] if isinstance(value, tuple) else value


@given(system_documents())
@settings(max_examples=40, deadline=None)
def test_content_is_the_whole_document(written: SystemDocument) -> None:
    assert SystemDocument.model_validate(written.content()) == written


@given(system_documents())
@settings(max_examples=40, deadline=None)
def test_what_internal_readers_see_is_the_whole_document(written: SystemDocument) -> None:
    """The database keeps the fields of a group in an order of its own; readers get the template's."""
    stored = json.loads(json.dumps(written.content(), sort_keys=True))
    assert yaml.write_content(seen_by(stored, Audience.INTERNAL)) == yaml.write(written)


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_the_demo_portfolio_is_in_canonical_form(path: Path) -> None:
    text = path.read_text()
    assert yaml.write(yaml.read(text, path.name)) == text


def test_danish_letters_stand_as_themselves_and_long_lines_are_folded() -> None:
    long = " ".join(["Prøvesvar"] * 40)
    text = yaml.write(document("a", note=both(long)))
    assert "Prøvesvar Prøvesvar" in text
    assert max(map(len, text.splitlines())) <= 112
    assert text.splitlines()[1] == "note:"


def test_what_is_left_out_is_not_written() -> None:
    text = yaml.write(document("a"))
    assert "operator" not in text
    assert "suppliers" not in text
    assert "null" not in text
