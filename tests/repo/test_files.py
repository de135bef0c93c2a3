"""What a stranger meets when opening the repository."""

from __future__ import annotations

import re
from pathlib import Path

from samdrift import __version__
from tests.repo.tracked import ROOT, texts, tracked

WRITTEN = {".css", ".html", ".js", ".md", ".py", ".sh", ".toml", ".txt"}
LOCKS = {"requirements", "web"}
LONGEST = 300
LONG_FOR_A_REASON = "Long because"


def test_files_are_short_or_say_why() -> None:
    long = [
        f"{path}: {text.count(chr(10))} lines"
        for path, text in texts()
        if path.suffix in WRITTEN and path.parts[0] not in LOCKS
        if text.count("\n") > LONGEST and LONG_FOR_A_REASON not in "\n".join(text.splitlines()[:5])
    ]
    assert long == []


def test_two_levels_fit_on_a_screen() -> None:
    shown = {"/".join(path.parts[:depth]) for path in tracked() for depth in (1, 2) if not path.name.startswith(".")}
    assert len({name for name in shown if not name.startswith(".")}) <= 90


def test_nothing_names_a_registry_or_somebodys_machine() -> None:
    hosts = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("golang", "org")]
    folders = "|".join(("work", "root", "Users", "home"))
    places = [*(rf"\b{name}\.{end}\b" for name, end in hosts), rf"(?<![\w.)}}\]>-])/(?:{folders})/\w"]
    named = [f"{path}: {found.group()}" for path, text in texts() for found in re.finditer("|".join(places), text)]
    assert named == []


def test_the_changelog_starts_with_this_version() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0].split()[0] == __version__


def test_links_in_the_documentation_lead_somewhere() -> None:
    dead = [
        f"{path}: {target}"
        for path, text in texts()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if "://" not in target and not target.startswith(("#", "mailto:"))
        if not (ROOT / path.parent / target.partition("#")[0]).exists()
    ]
    assert dead == []


def test_every_page_of_documentation_is_in_the_index() -> None:
    pages = [path for path in tracked() if path.parts[0] == "docs" and path.suffix == ".md"]
    index = Path("docs/README.md")
    linked = set(re.findall(r"\]\(([^)#\s]+)", (ROOT / index).read_text()))
    assert {str(path.relative_to("docs")) for path in pages if path != index} <= linked
