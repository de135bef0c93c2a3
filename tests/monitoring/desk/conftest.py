from __future__ import annotations

import pytest

from tests.accounts.cast import Cast
from tests.accounts.conftest import cast
from tests.monitoring.desk.scene import Scene, set_up

__all__ = ["cast"]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return set_up(cast)
