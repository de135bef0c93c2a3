"""A test that is skipped is said to be, and is a failure in continuous integration."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.tracked import ROOT
from tests.setup_machine import BENCH, TESTS


def run(path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """On a machine whose only programs are those in `path`: nothing can be installed there."""
    return subprocess.run(
        [sys.executable, "-m", "tests.setup_machine", *arguments],
        cwd=ROOT,
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine that has everything but Prometheus."""
    for need in (*TESTS, *BENCH):
        if need.package != "prometheus" and "/" not in need.shown_by[0]:
            program = tmp_path / need.shown_by[0]
            program.write_text("#!/bin/sh\n")
            program.chmod(0o755)
    return tmp_path


def test_what_is_missing_is_named_with_what_is_skipped(machine: Path) -> None:
    told = run(machine)
    assert told.returncode == 0
    assert told.stderr.count("\n") == 1
    assert " prometheus" in told.stderr and "monitoring system tests" in told.stderr
    assert "chromium" not in told.stderr


def test_continuous_integration_fails_instead(machine: Path) -> None:
    told = run(machine, CI="true")
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1 and " prometheus" in told.stderr


def test_only_the_benchmark_asks_for_its_yardstick(machine: Path) -> None:
    (machine / "wrk").unlink()
    assert "wrk" not in run(machine).stderr
    assert "wrk" in run(machine, "--bench").stderr
