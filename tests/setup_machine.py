"""Debian's packages that the tests need: `python -m tests.setup_machine [--bench]`.

Installs what is missing where it may (root on Debian). Elsewhere it says in one line which tests will be skipped, and
under CI=true it fails instead, so that a skipped test is never taken for a passed one. Silent when nothing is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, the programs or files that show that it is there, and what is skipped without it."""

    package: str
    shown_by: tuple[str, ...]
    skipped: str

    def is_there(self) -> bool:
        return any(shutil.which(word) or Path(word).is_file() for word in self.shown_by)


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one without windows first: a page in it takes a quarter of the processor time."""
TESTS = (
    Need("chromium-headless-shell", BROWSERS, "browser tests"),
    Need(
        "fonts-dejavu-core",
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/bin/sw_vers"),
        "browser tests",
    ),
    Need("prometheus", ("prometheus",), "monitoring system tests"),
    Need("prometheus-alertmanager", ("prometheus-alertmanager", "alertmanager"), "monitoring system tests"),
    Need(
        "prometheus-blackbox-exporter", ("prometheus-blackbox-exporter", "blackbox_exporter"), "monitoring system tests"
    ),
)
BENCH = (
    Need("nginx-light", ("nginx", "/usr/sbin/nginx"), "the reading benchmark"),
    Need("wrk", ("wrk",), "the reading benchmark"),
)


def browser() -> str | None:
    """The path of the machine's Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def main(arguments: list[str]) -> int:
    needs = TESTS + BENCH if "--bench" in arguments else TESTS
    missing = _missing(needs)
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install([need.package for need in missing])
        missing = _missing(needs)
    if not missing:
        return 0
    packages = " ".join(need.package for need in missing)
    skipped = ", ".join(dict.fromkeys(need.skipped for need in missing))
    in_ci = os.environ.get("CI") == "true"
    outcome = "failing, because CI=true" if in_ci else f"skipped will be: {skipped}"
    print(f"Not here and not installable: {packages}; {outcome}.", file=sys.stderr)  # noqa: T201
    return 1 if in_ci else 0


def _missing(needs: tuple[Need, ...]) -> list[Need]:
    return [need for need in needs if not need.is_there()]


def _install(packages: list[str]) -> None:
    """A failure shows in apt's own words on standard error, and in what is still missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*APT, "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
    with _no_service_starts():
        install = [*APT, "install", "-y", "--no-install-recommends", *packages]
        subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False)


@contextmanager
def _no_service_starts() -> Iterator[None]:
    """Debian starts a service as it installs it, unless this file says no (101). The machine's own is put back."""
    before = (POLICY.read_bytes(), POLICY.stat().st_mode) if POLICY.exists() else None
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        if before is None:
            POLICY.unlink()
        else:
            POLICY.write_bytes(before[0])
            POLICY.chmod(before[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
