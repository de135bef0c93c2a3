from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.running import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One product for all that asks it over HTTP and leaves it as able as before."""
    product = Running(tmp_path_factory.mktemp("running") / "home")
    try:
        product.start()
        yield product
    finally:
        product.close()
