"""Makes any function of the product raise, whoever holds it by whatever name."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import samdrift

_PACKAGE = str(Path(samdrift.__file__).parent)


class Injected(Exception):
    """What is made to raise raises this."""


def called_by(run: Callable[[], object]) -> dict[str, FunctionType]:
    """The product's public functions that `run` calls, by module and name."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(_PACKAGE):
            codes.add(frame.f_code)

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    gc.unfreeze()  # what an earlier test froze is not listed
    functions = [each for each in gc.get_objects() if isinstance(each, FunctionType) and each.__code__ in codes]
    named = {f"{each.__module__.removeprefix('samdrift.')}.{each.__qualname__}": each for each in functions}
    return {name: each for name, each in sorted(named.items()) if _is_public(each)}


@contextmanager
def raising(function: FunctionType) -> Iterator[None]:
    code = function.__code__
    function.__code__ = _raise.__code__
    try:
        yield
    finally:
        function.__code__ = code


def _is_public(function: FunctionType) -> bool:
    name = function.__qualname__
    return not any(part.startswith(("_", "<")) for part in name.split(".")) and not function.__code__.co_freevars


def _raise(*_: object, **__: object) -> None:
    from tests.publishing.raising import Injected  # noqa: PLC0415  its globals are those of the function

    raise Injected
