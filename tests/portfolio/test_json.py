"""JSON documents are read as YAML documents are: the same values, the same faults, with lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.portfolio.document import Faults, SystemDocument, load_file, load_folder
from samdrift.portfolio.document.composed import NotComposed
from samdrift.portfolio.document.composed_json import compose_json
from tests.portfolio.documents import both, document, system_documents

CONTENT = document("a", note=both('Say "it" \\ with\ttabs, æøå and 😀.'[:20])).content()


def lay(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@given(system_documents())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_document_in_json_is_the_same_document(tmp_path: Path, written: SystemDocument) -> None:
    file = lay(tmp_path / "a.json", json.dumps(written.content(), indent="\t"))
    assert load_file(file) == written


def test_a_folder_may_hold_both(tmp_path: Path) -> None:
    lay(tmp_path / "a.json", json.dumps(document("a").content()))
    lay(tmp_path / "b.yaml", json.dumps(document("b").content()))
    assert [each.slug for each in load_folder(tmp_path)] == ["a", "b"]


def test_faults_in_json_have_lines(tmp_path: Path) -> None:
    content = {**CONTENT, "life_cycle": {"status": "maybe"}, "colour": None, "operator": True}
    text = json.dumps(content, indent=1).replace('"template": "1"', '"template": "1",\n "template": {"a": [1]}')
    with pytest.raises(Faults) as raised:
        load_file(lay(tmp_path / "a.json", text))
    lines = text.splitlines()
    assert [(lines[(each.line or 0) - 1].strip(" ,"), each.field) for each in raised.value.faults] == [
        ('"template": {"a": [1]}', "template"),
        ('"status": "maybe"', "life_cycle.status"),
        ('"colour": null', "colour"),
        ('"operator": true', "operator"),
    ]


numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def as_text(value: Any) -> Any:
    """Numbers are the text that was written."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value if isinstance(value, bool) or not isinstance(value, (int, float)) else json.dumps(value)


@given(values, st.sampled_from([None, 1, "\t"]))
@settings(deadline=None)
def test_what_json_says_is_read(value: Any, indent: int | str | None) -> None:
    assert compose_json(json.dumps(value, indent=indent)).value == as_text(value)


@given(st.text('{}[]":,0 1e-.\\un\ntrueflsa', max_size=12))
@settings(deadline=None)
def test_what_is_json_and_what_is_not(text: str) -> None:
    try:
        expected = json.loads(text, parse_int=str, parse_float=str)
    except ValueError:
        with pytest.raises(NotComposed):
            compose_json(text)
    else:
        composed = compose_json(text)
        assert composed.value == expected or composed.repeated


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "a value (JSON)"),
        ("{\n'a': 1}", 2, "the name of a field in quotes (JSON)"),
        ('{"a" 1}', 1, "a colon (JSON)"),
        ('{"a": 1\n\n"b": 2}', 3, "a comma or } (JSON)"),
        ("[1, 2", 1, "a comma or ] (JSON)"),
        ('{"a": "b\n"}', 1, "a text that ends, without line breaks and unknown escapes (JSON)"),
        ("{}\n{}", 2, "the end of the file (JSON)"),
        ("NaN", 1, "a value (JSON)"),
        ("[" * 100_000, 1, "at most 12 levels of groups within groups"),
        ('"' + "a" * 200_000 + '"', 1, "at most 200000"),
    ],
)
def test_what_cannot_be_read_at_all(text: str, line: int, expected: str) -> None:
    with pytest.raises(NotComposed) as raised:
        compose_json(text)
    assert (raised.value.line, raised.value.expected) == (line, expected)
