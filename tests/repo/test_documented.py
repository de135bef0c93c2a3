"""The documentation names exactly what is there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from itertools import islice
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from django.utils import translation

from samdrift import __version__
from samdrift.publishing import openapi
from samdrift.publishing.pages.standing import word
from samdrift.site.environment import KNOWN
from samdrift.vocabulary import Level, State
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


def test_the_visitors_page_explains_the_words_of_the_site() -> None:
    with (ROOT / "samdrift/publishing/locale/da/LC_MESSAGES/django.po").open("rb") as file:
        danish = read_po(file, locale="da")
    page = (ROOT / "docs" / "visitor" / "README.md").read_text()
    states = [
        State(level, planned, observed) for level in Level for planned in (True, False) for observed in (True, False)
    ]
    with translation.override("en"):
        english = {word(state) for state in states}
    explained = set(re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE))
    assert english | {danish[text].string for text in english} == explained - {"ord", "word"}


def test_every_command_is_documented_and_no_other() -> None:
    program = Path(sys.executable).with_name("samdrift")
    told = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^    ([a-z-]+)(?: |$)", told, re.MULTILINE)
    page = (ROOT / "docs" / "operator" / "running.md").read_text()
    assert sorted(re.findall(r"^\| `samdrift ([a-z-]+)", page, re.MULTILINE)) == sorted(commands)


def test_every_address_for_programs_is_documented() -> None:
    pages = "".join(page.read_text() for page in (ROOT / "docs" / "integrator").glob("*.md"))
    addresses = [address.replace("{", "<").replace("}", ">") for address in openapi.document("")["paths"]]
    assert addresses
    assert [address for address in addresses if address not in pages] == []


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
    for part in key.split("."):
        assert isinstance(value, dict)
        value = value[part]
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
