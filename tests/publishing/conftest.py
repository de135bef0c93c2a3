from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from samdrift.publishing.described import Document
from samdrift.publishing.files import Files
from samdrift.publishing.making import Makings
from tests.publishing.installation import Installation, documents

_Make = Callable[[Files, Document], Makings]
_MADE: dict[tuple[str, str], Makings] = {}


@pytest.fixture
def small(db: None, tmp_path: Path) -> Installation:
    """Two systems in operation and a retired one that MitID succeeded."""
    return Installation(tmp_path / "published", ("mitid", "cvr", "nemid"))


@pytest.fixture
def whole(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The demo portfolio. Pages and prints of a document are made by the first test that takes it in: they are most of
    the work, and the same in each."""
    for make in (Files.of_document, Files.print_of_document):
        monkeypatch.setattr(Files, make.__name__, _once(make))
    return Installation(tmp_path / "published", documents())


def _once(make: _Make) -> _Make:
    def made(files: Files, document: Document) -> Makings:
        key = make.__name__, repr(document)
        if key not in _MADE:
            makings = make(files, document).items()
            _MADE[key] = {
                address: replace(making, fresh=tuple(cache(each) for each in making.fresh))
                for address, making in makings
            }
        return _MADE[key]

    return made
