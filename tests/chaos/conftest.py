from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chaos.product import Apart


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    product = Apart(tmp_path_factory.mktemp("apart") / "home")
    product.home.mkdir()
    try:
        product.prepare()
        yield product
    finally:
        product.close()


@pytest.fixture
def product(prepared: Apart) -> Apart:
    """All three parts running, the edge fresh."""
    prepared.start()
    return prepared
