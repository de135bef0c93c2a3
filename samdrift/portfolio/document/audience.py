"""A document as a reader may read it. The one place where fields are left out: every output passes through here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samdrift.portfolio.document.fields import Section
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.vocabulary import Audience

Content = Mapping[str, Any]


def seen_by(content: Content, reader: Audience) -> dict[str, Any]:
    """A revision's `content` with nothing in it that is not told to `reader`, nor any word of what was left out.

    What it gives may lack fields, also required ones of entries that are gone; read it with `derived.read_out`.
    """
    told = _told(content)
    seen = _group(SystemDocument, content, "", told, reader)
    if reader is not Audience.INTERNAL:
        seen["not_applicable"] = [
            path for path in seen.get("not_applicable", ()) if all(reader.sees(told[each]) for each in _around(path))
        ]
    carried = {entry["id"] for entry in seen.get("dependencies", ())}
    standing_in = {entry.get("group") for entry in seen.get("dependencies", ())}
    seen["exchanges"] = [entry for entry in seen.get("exchanges", ()) if entry["over"] in carried]
    for entry in seen.get("services", ()):
        if "instead" not in entry:
            entry.pop("instead_needs", None)
    seen["groups"] = [entry for entry in seen.get("groups", ()) if entry["id"] in standing_in]
    return {name: value for name, value in seen.items() if value not in ([], {})}


def _told(content: Content) -> dict[str, Audience]:
    """Path to audience, of every field: the template's, and the document's own word where it says otherwise."""
    own = {entry["field"]: Audience(entry["audience"]) for entry in content.get("audiences", ())}
    return {path: own.get(path, field.audience) for path, field in outline(SystemDocument).items()}


def _around(path: str) -> list[str]:
    """`preparedness.crisis` is told to those who are told `preparedness` and `preparedness.crisis`."""
    steps = path.split(".")
    return [".".join(steps[: length + 1]) for length in range(len(steps))]


def _group(
    model: type[Section], group: Content, before: str, told: Mapping[str, Audience], reader: Audience
) -> dict[str, Any]:
    fields = outline(SystemDocument)
    seen: dict[str, Any] = {}
    for name in model.model_fields:
        path = f"{before}{name}"
        if name not in group or not reader.sees(told[path]):
            continue
        value, section = group[name], fields[path].section
        if section is None:
            seen[name] = value
        elif fields[path].many:
            entries = (entry for entry in value if reader.sees(Audience(entry.get("told_to", "public"))))
            seen[name] = [_group(section, entry, f"{path}.", told, reader) for entry in entries]
        else:
            seen[name] = _group(section, value, f"{path}.", told, reader)
    return seen
