"""Nothing half done: migrations follow the models, and the catalogues have a text for every text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils.translation.template import templatize

from tests.repo.tracked import ROOT

CALLS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "pgettext": 1, "pgettext_lazy": 1}
"""Which argument is the text."""
_QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?:pgettext\({_QUOTED},\s*|(?<!p)gettext\(|\b_\()\s*({_QUOTED})")
CATALOGUES = sorted((ROOT / "samdrift").rglob("*.po"))


@pytest.mark.django_db
def test_migrations_follow_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_every_text_is_translated(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    messages = [message for message in catalogue if message.id]
    assert messages
    unfinished = [message.id for message in messages if message.fuzzy or not _whole(message.string)]
    assert unfinished == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_placeholders_survive_translation(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    assert [(message.id, [str(error) for error in errors]) for message, errors in catalogue.check()] == []


def test_every_text_in_the_code_is_in_a_catalogue() -> None:
    known = {identifier for path in CATALOGUES for identifier in _identifiers(path)}
    missing = [
        f"{path.relative_to(ROOT)}: {text}"
        for folder in ("accounts", "monitoring", "portfolio", "publishing", "site", "status")
        for path in sorted((ROOT / "samdrift" / folder).rglob("*"))
        if path.suffix in (".py", ".html")
        for text in _texts(path)
        if text not in known
    ]
    assert missing == []


def _identifiers(path: Path) -> set[str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue}


def _texts(path: Path) -> list[str]:
    """What gettext and its kin are called with; templates are turned into such calls by Django."""
    source = path.read_text()
    if path.suffix == ".html":
        return [ast.literal_eval(text) for text in CALL.findall(templatize(source))]
    return [
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        if isinstance(argument := node.args[CALLS[node.func.id]], ast.Constant) and isinstance(argument.value, str)
    ]


def _whole(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)
