"""The command line, run in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from samdrift.cli import main


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    """What it answers to programs."""
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What it says on standard error, having done nothing."""
    assert main([*map(str, arguments)]) == 2
    return capsys.readouterr().err
