"""Danish and English are both complete."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import samdrift
from tests.publishing.pages.messages import used_in

ROOT = Path(samdrift.__file__).parent
PARTS = ["publishing", "site"]


def catalogue(part: str) -> Catalog:
    with (ROOT / part / "locale/da/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="da")


def msgids(catalog: Catalog) -> set[tuple[str | None, str]]:
    return {(each.context, each.id if isinstance(each.id, str) else each.id[0]) for each in catalog if each.id}


@pytest.mark.parametrize("part", PARTS)
def test_every_message_is_in_the_catalogue_and_none_is_left_over(part: str) -> None:
    used, known = used_in(ROOT / part), msgids(catalogue(part))
    assert used
    assert not used - known, "not translated"
    assert not known - used, "no longer used"


@pytest.mark.parametrize("part", PARTS)
def test_every_message_has_its_danish_words_and_keeps_its_placeholders(part: str) -> None:
    for message in catalogue(part):
        if not message.id:
            continue
        words = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        assert all(words), message.id
        assert not message.fuzzy, message.id
        assert not list(message.check()), message.id


@pytest.mark.parametrize("part", PARTS)
def test_the_compiled_catalogue_is_that_of_the_source(part: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(part))
    found = (ROOT / part / "locale/da/LC_MESSAGES/django.mo").read_bytes()
    assert found == compiled.getvalue(), "compile the catalogues again"
