"""What every command does where its output cannot be taken in: never a traceback, never a silent half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GRAPH = {"systems": ["a", "b"], "dependencies": [{"consumer": "a", "providers": ["b"], "criticality": "high"}]}
DEMO = Path(__file__).parents[2] / "demo" / "portfolio"
COMMANDS = {
    "impact": ["impact", "graph.json", "--fail", "b"],
    "impact for programs": ["impact", "graph.json", "--fail", "b", "--json"],
    "spof": ["spof", "graph.json"],
    "check": ["check", str(DEMO)],
    "help": ["--help"],
    "help of a command": ["check", "--help"],
}
every_command = pytest.mark.parametrize("name", COMMANDS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.json").write_text(json.dumps(GRAPH))
    return tmp_path


def run(folder: Path, name: str, redirection: str) -> tuple[int, str]:
    line = f'"$0" -m samdrift.cli "$@" {redirection}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable, *COMMANDS[name]],
        cwd=folder,
        env=os.environ | {"SAMDRIFT_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@every_command
def test_a_full_disk_is_told_in_one_line(folder: Path, name: str) -> None:
    assert run(folder, name, "> /dev/full") == (2, "samdrift: standard output: No space left on device.\n")


@every_command
def test_who_reads_may_stop_reading(folder: Path, name: str) -> None:
    status, told = run(folder, name, "| true")
    assert (status, told) == (0, "")


@pytest.mark.parametrize("name", ["impact", "spof", "check"])
def test_no_output_at_all_is_told_in_one_line(folder: Path, name: str) -> None:
    assert run(folder, name, ">&-") == (2, "samdrift: standard output is closed.\n")
