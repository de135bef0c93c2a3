"""The documentation names exactly what is there."""

from __future__ import annotations

import re
import tomllib
from itertools import islice

import pytest
import yaml

from samdrift import __version__
from samdrift.site.environment import KNOWN
from tests.repo.tracked import ROOT

MANDATORY = [
    "publiccodeYmlVersion", "name", "url", "releaseDate", "platforms", "categories", "developmentStatus",
    "softwareType",
    "description.en.shortDescription", "description.en.longDescription", "description.en.features",
    "description.da.shortDescription", "description.da.longDescription", "description.da.features",
    "legal.license", "maintenance.type", "maintenance.contacts",
    "localisation.localisationReady", "localisation.availableLanguages",
]  # fmt: skip
"""The standard's mandatory keys, and both of our languages."""


def publiccode() -> dict[str, object]:
    content = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert isinstance(content, dict)
    return content


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "operator" / "settings.md").read_text()
    documented = re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(KNOWN)


def test_the_architecture_names_every_part_in_the_order_of_the_layers() -> None:
    page = (ROOT / "docs" / "developer" / "architecture.md").read_text()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = [
        sorted(part.strip() for part in layer.split("|"))
        for layer in reversed(settings["tool"]["importlinter"]["contracts"][0]["layers"])
    ]
    named = iter(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert [sorted(islice(named, len(layer))) for layer in layers] == layers
    assert list(named) == []


@pytest.mark.parametrize("key", MANDATORY)
def test_publiccode_has_the_key(key: str) -> None:
    value: object = publiccode()
    for word in key.split("."):
        assert isinstance(value, dict)
        value = value[word]
    assert value not in (None, "", [])


@pytest.mark.parametrize("language", ["da", "en"])
def test_publiccode_keeps_the_standards_lengths(language: str) -> None:
    descriptions = publiccode()["description"]
    assert isinstance(descriptions, dict)
    assert len(descriptions[language]["shortDescription"]) <= 150
    assert 150 <= len(descriptions[language]["longDescription"]) <= 10_000


def test_publiccode_tells_this_version_and_licence() -> None:
    content = publiccode()
    assert content["softwareVersion"] == __version__
    assert content["legal"] == {"license": "MPL-2.0"}


def test_the_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme and "make test" in readme


def test_every_make_target_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    commands = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)
    named = {word for page in pages for word in commands.findall(page.read_text())}
    assert named <= targets
