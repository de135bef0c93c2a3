"""A system document as YAML: read with every fault at once, written in one canonical form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from samdrift.portfolio.document import written
from samdrift.portfolio.document.composed import compose
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.written import field_name
from samdrift.portfolio.document.yaml_text import represent_text

__all__ = ["field_name", "read", "write", "write_content"]


def read(text: str, name: str) -> SystemDocument:
    """The document in `text`; `name` is the file's name in messages. Raises Faults with everything that is wrong."""
    return written.read(text, name, compose).document


def write(document: SystemDocument) -> str:
    """The canonical form: fields in the template's order, literal UTF-8, lines folded at 100 characters."""
    return write_content(document.content())


def write_content(content: Mapping[str, Any]) -> str:
    """A document's content in that form, also where parts of it were left out for a reader."""
    return yaml.dump(
        _with_days("", content),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=False,
    )


_DAYS = {path for path, field in outline(SystemDocument).items() if "date" in str(field.info.annotation)}


def _with_days(path: str, value: Any) -> Any:
    """JSON holds a day as text; in YAML it stands without quotes, because other readers of YAML know days."""
    if isinstance(value, Mapping):
        return {name: _with_days(f"{path}.{name}".removeprefix("."), each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_days(path, each) for each in value]
    return date.fromisoformat(value) if path in _DAYS else value


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists stand inside the field that they belong to

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, represent_text)
