from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.installation import Installation, documents


@pytest.fixture
def small(db: None, tmp_path: Path) -> Installation:
    """Two systems in operation and a retired one that MitID succeeded."""
    return Installation(tmp_path / "published", ("mitid", "cvr", "nemid"))


@pytest.fixture
def whole(db: None, tmp_path: Path) -> Installation:
    """The demo portfolio."""
    return Installation(tmp_path / "published", documents())
