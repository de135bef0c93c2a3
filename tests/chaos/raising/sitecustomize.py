"""Makes functions raise in a process of the product that is started with this folder in PYTHONPATH.

The file RAISING names them, a line each as `samdrift.publishing.badge:badge`; each raises for as long as it is named.
RAISING.now says which are made to raise now, RAISING.raised which were called and raised. Where CALLED is set, the
functions that are called while a file of that name is there are written to CALLED.names once it is gone. The product
knows nothing of it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from pathlib import Path
from types import CodeType, FrameType, FunctionType


def _code(name: str, raised: Path) -> CodeType:
    """Of a function that notes in the file `raised` that it was called, and raises."""
    namespace: dict[str, FunctionType] = {}
    source = f"""
def broken(*_, **__):
    with open({str(raised)!r}, "a") as file:
        file.write({name + chr(10)!r})
    raise RuntimeError("made to raise: " + {name!r})
"""
    exec(source, namespace)  # noqa: S102
    return namespace["broken"].__code__


def _functions() -> dict[str, FunctionType]:
    """All of the product's, by name, whoever holds them: properties and what is wrapped too."""
    gc.unfreeze()  # what the worker froze is not listed
    return {
        f"{each.__module__}:{each.__qualname__}": each
        for each in gc.get_objects()
        if isinstance(each, FunctionType) and str(each.__module__).startswith("samdrift.")
    }


def _follow(file: Path) -> None:
    changed: dict[str, tuple[FunctionType, CodeType]] = {}
    known: dict[str, FunctionType] = {}
    while True:
        named = set(file.read_text().split()) if file.exists() else set()
        if named - known.keys():
            known = _functions()
        for name in (named & known.keys()) - changed.keys():
            changed[name] = known[name], known[name].__code__
            known[name].__code__ = _code(name, file.with_name(file.name + ".raised"))
        for name in changed.keys() - named:
            function, code = changed.pop(name)
            function.__code__ = code
        _say(file.with_name(file.name + ".now"), changed)
        time.sleep(0.02)


def _say(file: Path, names: object) -> None:
    text = "\n".join(sorted(names))  # type: ignore[call-overload]
    if not file.exists() or file.read_text() != text:
        half = file.with_name(file.name + ".half")
        half.write_text(text)
        half.replace(file)


def _record(file: Path) -> None:
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and recording and "/samdrift/" in frame.f_code.co_filename:
            codes.add(frame.f_code)

    recording = False
    sys.setprofile(note)
    threading.setprofile(note)

    def write() -> None:
        nonlocal recording
        while not file.exists():
            time.sleep(0.02)
        recording = True
        while file.exists():
            time.sleep(0.02)
        recording = False
        called = {name for name, each in _functions().items() if each.__code__ in codes}
        _say(file.with_name(file.name + ".names"), called)

    threading.Thread(target=write, daemon=True).start()


if found := os.environ.get("RAISING"):
    threading.Thread(target=_follow, args=(Path(found),), daemon=True).start()
if found := os.environ.get("CALLED"):
    _record(Path(found))
