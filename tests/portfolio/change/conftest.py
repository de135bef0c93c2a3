from __future__ import annotations

import pytest

from tests.portfolio.change import cast
from tests.portfolio.change.cast import Cast


@pytest.fixture
def who(db: None) -> Cast:
    """The cast, with their portfolio in force since September."""
    people = cast.people()
    cast.portfolio()
    return people
