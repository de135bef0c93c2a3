"""Watching, and breaking off, the moment at which a file is put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def renames(monkeypatch: pytest.MonkeyPatch, on: Callable[[int, Path], None]) -> Iterator[None]:
    """`on` is told the number and the target of each file that is put in place, before it is."""
    real, count = Path.replace, 0

    def replace(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        on(count, target)
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        yield


def kind(path: Path, root: Path) -> str:
    """`objects`, `generations`, `current` or `heartbeat`."""
    return path.relative_to(root).parts[0]
