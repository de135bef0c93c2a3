"""A document together with the file that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from samdrift.portfolio.document.composed import Composed, NotComposed, Path
from samdrift.portfolio.document.faults import Fault, Faults, shown
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.wording import expected

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Written:
    """`composed` is None where the file has no lines of the document's own: a graph describes many systems."""

    document: SystemDocument
    file: str
    composed: Composed | None = None

    @property
    def from_graph(self) -> bool:
        """Then it knows no more than who needs whom."""
        return self.composed is None

    def at_home(self, fault: Fault) -> Fault:
        """A fault that was found in the document, with the file and the line that it was read from."""
        line = self.composed.line(_path(fault.field)) if self.composed else None
        return replace(fault, file=self.file, line=line)


def read(text: str, name: str, compose: Callable[[str], Composed]) -> Written:
    """The document in `text`; `name` is the file's name in messages. Raises Faults with everything that is wrong."""
    try:
        composed = compose(text)
    except NotComposed as fault:
        raise Faults([Fault(name, fault.line, "", fault.value, fault.expected)]) from None
    repeated = [_repeated(name, path, line, composed) for path, line in composed.repeated]
    try:
        document = SystemDocument.model_validate(composed.value)
    except ValidationError as errors:
        raise Faults([*repeated, *(_fault(name, error, composed) for error in errors.errors())]) from None
    if repeated:
        raise Faults(repeated)
    return Written(document, name, composed)


def field_name(path: Path) -> str:
    """`services[1].name.da`"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _path(field: str) -> Path:
    return tuple(int(place) if place else name for place, name in _STEP.findall(field))


def _fault(name: str, error: ErrorDetails, composed: Composed) -> Fault:
    path = error["loc"]
    absent = error["type"] == "missing" or error["input"] is None
    value = "missing" if absent else shown(error["input"])
    return Fault(name, composed.line(path), field_name(path), value, expected(error))


def _repeated(name: str, path: Path, line: int, composed: Composed) -> Fault:
    first = f"the field once; it stands on line {composed.lines[path]} already"
    return Fault(name, line, field_name(path), "written again", first)
