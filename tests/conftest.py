"""Which tests stay together on one worker, and which begin."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TOGETHER = ("browser/desk", "contract")
"""Folders whose files share one running product."""
FIRST = ("chaos", "monitors", "browser/desk", "contract", "browser", "demo")
"""Those that take long, so that no worker begins with one when the others are done."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _rank(item: pytest.Item) -> int:
    return next((rank for rank, folder in enumerate(FIRST) if _name(item).startswith(f"{folder}/")), len(FIRST))


def _group(item: pytest.Item) -> str:
    name = _name(item)
    return next((folder for folder in TOGETHER if name.startswith(f"{folder}/")), name)


def _name(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).as_posix()
