"""The import contracts are kept, and each of them can fail: a contract that nothing breaks protects nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.repo.tracked import ROOT

ONE_WAY = "Imports point towards the source of the data"
PURE = "The pure core and the edge know no Django"
OFFLINE = "The pure core does no I/O over the network"
ACCOUNTS = "Accounts know only the vocabulary"
FILES_ONLY = "The edge is reached through files only"
NOTHING_INVENTED = "What runs in a real installation can invent nothing"
INSIDE = "Inside an app: urls, views, forms, actions, queries, models"
CONNECTORS = "Connectors do not know each other"

BREAKS = [
    (ONE_WAY, "snapshot/model.py", "import samdrift.availability"),
    (ONE_WAY, "portfolio/models.py", "import samdrift.status.models"),
    (ONE_WAY, "stray/__init__.py", "in_no_layer = True"),
    (PURE, "availability/measure.py", "import django"),
    (PURE, "edge/headers.py", "import psycopg"),
    (OFFLINE, "snapshot/model.py", "import socket"),
    (OFFLINE, "availability/calendar.py", "import httpx"),
    (ACCOUNTS, "accounts/audit.py", "import samdrift.availability"),
    (FILES_ONLY, "publishing/models.py", "import samdrift.edge.headers"),
    (FILES_ONLY, "pipeline.py", "import samdrift.edge"),
    (NOTHING_INVENTED, "site/worker.py", "import samdrift.demo.seed"),
    (NOTHING_INVENTED, "site/server.py", "import samdrift.demo.invented.reports"),
    (INSIDE, "accounts/models/audit.py", "import samdrift.accounts.urls"),
    (INSIDE, "monitoring/models/source.py", "import samdrift.monitoring.urls"),
    (CONNECTORS, "monitoring/connectors/stray/__init__.py", "import samdrift.monitoring.connectors.oneview"),
]


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def broken(root: Path) -> list[str]:
    """The names of the contracts that the code under `root` breaks, by import-linter's own command."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache", "--config", "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = [line.rsplit(" ", 1) for line in run.stdout.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert [name for name, _ in verdicts] == contracts(), run.stdout + run.stderr
    assert run.returncode == (1 if any(verdict == "BROKEN" for _, verdict in verdicts) else 0)
    return [name for name, verdict in verdicts if verdict == "BROKEN"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "samdrift",
        tmp_path / "samdrift",
        ignore=lambda folder, names: [n for n in names if _no_module(folder, n)],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _no_module(folder: str, name: str) -> bool:
    return name == "__pycache__" or ((Path(folder) / name).is_file() and not name.endswith(".py"))


def test_every_contract_is_kept() -> None:
    assert broken(ROOT) == []


def test_no_contract_is_forgotten_below() -> None:
    assert list(dict.fromkeys(name for name, _, _ in BREAKS)) == contracts()


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS, ids=lambda value: str(value)[:40])
def test_one_import_breaks_that_contract(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / "samdrift" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as out:
        out.write(f"\n{line}\n")
    assert broken(copy) == [contract]
