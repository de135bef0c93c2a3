"""Makes functions raise in a process of the product that is started with this folder in PYTHONPATH.

The file RAISING names them, a line each as `samdrift.publishing.badge:badge`; each raises for as long as it is named.
The product knows nothing of it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from types import CodeType, FunctionType


def _raise(*_: object, **__: object) -> None:
    raise RuntimeError("made to raise")


def _function(name: str) -> FunctionType | None:
    module, _, path = name.partition(":")
    found: object = sys.modules.get(module)
    for part in path.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, FunctionType) else None


def _follow(file: Path) -> None:
    changed: dict[str, tuple[FunctionType, CodeType]] = {}
    while True:
        named = set(file.read_text().split()) if file.exists() else set()
        for name in named - changed.keys():
            if function := _function(name):
                changed[name] = function, function.__code__
                function.__code__ = _raise.__code__
        for name in changed.keys() - named:
            function, code = changed.pop(name)
            function.__code__ = code
        time.sleep(0.02)


if file := os.environ.get("RAISING"):
    threading.Thread(target=_follow, args=(Path(file),), daemon=True).start()
