"""A system document as YAML: read with every fault at once, written in one canonical form."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from samdrift.portfolio.document.composed import Composed, NotComposed, Path, compose
from samdrift.portfolio.document.faults import Fault, Faults, shown
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.wording import expected


def read(text: str, name: str) -> SystemDocument:
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
    return document


def write(document: SystemDocument) -> str:
    """The canonical form: fields in the template's order, literal UTF-8, lines folded at 100 characters."""
    return write_content(document.model_dump(exclude_defaults=True))


def write_content(content: Mapping[str, Any]) -> str:
    """A document's content in that form, also where parts of it were left out for a reader."""
    return yaml.dump(
        dict(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )


def field_name(path: Path) -> str:
    """`services[1].name.da`"""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _fault(name: str, error: ErrorDetails, composed: Composed) -> Fault:
    path = error["loc"]
    absent = error["type"] == "missing" or error["input"] is None
    value = "missing" if absent else shown(error["input"])
    return Fault(name, composed.line(path), field_name(path), value, expected(error))


def _repeated(name: str, path: Path, line: int, composed: Composed) -> Fault:
    first = f"the field once; it stands on line {composed.lines[path]} already"
    return Fault(name, line, field_name(path), "written again", first)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists stand inside the field that they belong to

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_multi_representer(Enum, lambda dumper, word: dumper.represent_str(word.value))
