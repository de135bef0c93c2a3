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

CARRY = (
    "isolation", "pipeline", "vocabulary", "snapshot.generation", "snapshot.plain", "snapshot.json_v1.instant",
    "publishing.publisher", "publishing.systems", "publishing.making", "publishing.generation", "publishing.files",
    "publishing.documents", "publishing.recorded_faults", "publishing.told", "publishing.pages.addresses",
)  # fmt: skip
"""What carries everything else: where it raises there is no turn, and no heartbeat."""
BEHIND = ("availability.", "impact.")
"""Reached through one function of those that are tried."""
UNKNOWN = {
    "accounts.sealed.SealedJSONField.from_db_value", "monitoring.queries.watching.again",
    "monitoring.queries.watching.watching", "status.settling.combine",
    "status.settling.settle", "monitoring.queries.heard.signals_by_system", "status.queries.histories",
    "publishing.gather.gather", "portfolio.derived.system.SystemModel.retired", "portfolio.impact_graph.transfer",
    "status.settling.compose", "status.confirming.confirm", "status.queries.whole_histories",
    "snapshot.spells.spells", "snapshot.spells.began", "snapshot.spells.without_marks",
    "snapshot.spells.worked_on_since",
}  # fmt: skip
"""Without these nobody knows how the system is: it is not observed."""
NOT_UPDATED = {"publishing.parts.Parts.of", "snapshot.json_v1.status"}
"""Without these there is no status.json: it says since when it is not updated."""
LATE = {
    "monitoring.queries.watching.due", "monitoring.queries.watching.done", "status.actions.settle_due",
    "monitoring.silence.fall_silent", "monitoring.liveness.believed_until", "monitoring.liveness.proved_at",
}  # fmt: skip
"""Without these nothing is settled, or no silence heard: what was settled before stands for 15 seconds, and is then not
observed."""


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
