"""Rewriting a table changes what is expected and nothing else, and not where nobody would read it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.publishing.situations.rewriting import differences, rewrite
from tests.publishing.situations.steps import step

TABLE = """\
# All of it.

- id: one
  what: The first.
  steps: [13.10 nothing]  # a pause
  expects:
    da:
      h1: Gammelt
# Of the second.
- id: two
  what: The second.
  steps: [13.10 nothing]
"""
LONG = "MitID: Det er nyt, og så langt, at det ikke kan stå på en linje. " * 3


def test_steps_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "table.yaml"
    path.write_text(TABLE)
    rewrite(path, {"one": {"da": {"h1": LONG}}, "two": {"da": 2}})
    first, second = yaml.safe_load(path.read_text())
    assert (first["expects"], second["expects"]) == ({"da": {"h1": LONG}}, {"da": 2})
    assert max(map(len, path.read_text().splitlines())) <= 120
    rewrite(path, {"one": {"da": {"h1": "Gammelt"}}})
    assert path.read_text() == f"{TABLE}  expects:\n    da: 2\n"


def test_differences_name_their_place() -> None:
    expected = {"one": {"da": {"h1": "a", "rest": ["b", "c"]}}}
    assert differences(expected, expected) == []
    found = {"one": {"da": {"h1": "a", "rest": ["b"]}}}
    assert differences(expected, found) == ["one da rest 2:\n  expected 'c'\n  but said None"]


def test_it_is_refused_where_nobody_reads_what_it_writes() -> None:
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), "--rewrite", "--collect-only", "-q"]
    environment = {"CI": "true", "PATH": "/usr/bin:/bin", "DATABASE_URL": "postgres://nowhere/none"}
    refused = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--rewrite" in refused.stderr


@pytest.mark.parametrize("written", ["13:10 nothing", "12.59 nothing", "nothing", "25.10 nothing"])
def test_what_is_no_step_is_refused(written: str) -> None:
    assert step("13.10.30 nothing").seconds == 630
    assert step("+1 13.00 nothing").seconds == 86_400
    with pytest.raises(ValueError, match=r"step|beginning|hour"):
        step(written)
