"""Which tests stay together on one worker, and which begin."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("chaos", "browser/desk", "contract")
"""Folders whose files share one running product, or would take the machine from each other."""
FIRST = ("chaos", "monitors", "browser/desk", "contract", "publishing/situations", "browser", "demo")
"""Those that take long, so that no worker begins with one when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _rank(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Together(config, log)


class Together(LoadScopeScheduling):  # type: ignore[misc]  # untyped
    """In the order in which they were collected, a file or a folder at a time."""

    def _split_scope(self, nodeid: str) -> str:
        name = _file(nodeid)
        return next((folder for folder in TOGETHER if name.startswith(f"{folder}/")), name)


def _rank(nodeid: str) -> int:
    return next((rank for rank, folder in enumerate(FIRST) if _file(nodeid).startswith(f"{folder}/")), len(FIRST))


def _file(nodeid: str) -> str:
    return PurePosixPath(nodeid.partition("::")[0]).relative_to("tests").as_posix()
