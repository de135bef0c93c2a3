"""Held against PyYAML, which follows YAML 1.1, and against node's reader, which knows 1.1 and 1.2."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml as any_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.portfolio.document import yaml
from tests.portfolio.node import NODE, PACKAGES

READERS = Path(__file__).with_name("yaml_readers.cjs")
LOOKS_LIKE_OTHER_THINGS = """
1e3 1E3 +1e3 1.e3 .5e1 1e+3 12e03 0o7 0O7 -0o7 007 0b1 0x1F 0xg 1_000 1,000 1,5 1. . .. .5 -.5 +.inf .NaN -.Inf +45
1.2.3 12:30:45 1:30 190:20:30 1.5:30 2026-1-2 2026-11-28 2026-11-28T10:00:00Z 1e 1e3a 192.0.2.1 ::1
yes no on off y n Y N YES Off true True FALSE null Null NULL ~ << = - ? : -- --- ... # @ ` % & * ! | > [ ] { } ,
"""
BREAKS = ["a\nb", "a\n", "\na", "a\x85b", "a\u2028b"]
TRAPS = [
    *LOOKS_LIKE_OTHER_THINGS.split(),
    *BREAKS,
    "",
    " ",
    " a",
    "a ",
    "a: b",
    "a #b",
    "- a",
    "\ta",
    "2026-11-28 10:00:00",
]
looks_like_a_number = st.from_regex(r"[-+]?[.0-9][0-9_.,:eExXoOa-fA-F+-]{0,6}", fullmatch=True)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).filter(lambda text: "\0" not in text)
texts = st.lists(st.one_of(looks_like_a_number, st.sampled_from(TRAPS), any_text), min_size=20, max_size=60)


def as_others_read(written: str) -> list[Any]:
    assert NODE, "node comes with what the tests install"
    answer = subprocess.run([NODE, READERS, PACKAGES], input=written.encode(), capture_output=True, check=True)
    return [any_yaml.safe_load(written), *json.loads(answer.stdout)]


def test_what_looks_like_something_else_is_text_to_everyone() -> None:
    content = {"texts": TRAPS}
    for read in as_others_read(yaml.write_content(content)):
        assert read == content


@settings(max_examples=15, deadline=None)
@given(texts)
def test_any_text_is_text_to_everyone(drawn: list[str]) -> None:
    content = {"texts": drawn}
    for read in as_others_read(yaml.write_content(content)):
        assert read == content


@pytest.mark.parametrize("text", ["MitID", "mitid-login", "PT4H", "Nu: ja", "112-app", "24 timer", "Årsag", "2fa"])
def test_what_nobody_takes_for_anything_else_has_no_quotes_but_those_of_yaml(text: str) -> None:
    assert yaml.write_content({"text": text}) == any_yaml.safe_dump({"text": text}, allow_unicode=True)
