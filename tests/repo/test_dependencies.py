"""What the product rests on: each with a reason, locked by hash, under a licence that goes with MPL-2.0."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.repo.tracked import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 OR BSD-3-Clause", "BSD-2-Clause", "BSD-3-Clause", "ISC",
    "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "LGPL-3.0-only", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Unlicense"
}  # fmt: skip
"""Permissive, or copyleft for a file or a library that is used unchanged beside ours."""
BY_CLASSIFIER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def direct() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(requirement for extra in extras for requirement in extra)]


def locked(text: str) -> list[str]:
    """The requirements of a lock, each as one logical line with its hashes."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def installed() -> list[str]:
    """What `make run` installs on this machine."""
    requirements = [Requirement(line.partition("--hash")[0].strip()) for line in locked(_read("run.txt"))]
    return [found.name for found in requirements if found.marker is None or found.marker.evaluate()]


def _read(name: str) -> str:
    return (ROOT / "requirements" / name).read_text()


def licence(name: str) -> str:
    about = metadata.metadata(name)
    stated = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
    classifiers = [text.rpartition(" :: ")[2] for text in about.get_all("Classifier") or [] if "License ::" in text]
    return (
        stated[0]
        if stated and (stated[0] in ALLOWED or not classifiers)
        else " and ".join(BY_CLASSIFIER.get(text, text) for text in classifiers)
    )


@pytest.mark.parametrize("requirement", direct())
def test_each_direct_dependency_has_its_reason_beside_it(requirement: str) -> None:
    lines = [line for line in (ROOT / "pyproject.toml").read_text().splitlines() if f'"{requirement}"' in line]
    assert any(re.search(r"# \w.{8,}", line) for line in lines)


@pytest.mark.parametrize("name", installed())
def test_the_licence_goes_with_ours(name: str) -> None:
    assert licence(name) in ALLOWED, licence(name)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_python_is_locked_by_hash_without_addresses(path: Path) -> None:
    text = _read(path.name)
    requirements = locked(text)
    assert requirements
    for line in requirements:
        assert re.match(r"[\w.-]+==\S+ (;.* )?\s*--hash=sha256:[0-9a-f]{64}", line), line
    assert "://" not in text and "--index" not in text


def test_every_dependency_that_runs_is_locked() -> None:
    names = {Requirement(line.partition("--hash")[0].strip()).name for line in locked(_read("run.txt"))}
    assert {Requirement(text).name for text in PROJECT["dependencies"]} <= names


def test_npm_is_locked_by_hash_without_addresses() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert fetched
    assert [name for name, package in fetched.items() if "integrity" not in package or "resolved" in package] == []
