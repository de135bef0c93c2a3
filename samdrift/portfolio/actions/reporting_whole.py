"""A report's content as a whole document, or every fault in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from samdrift.portfolio.document import Fault, Faults, SystemDocument
from samdrift.portfolio.document.faults import shown
from samdrift.portfolio.document.wording import expected
from samdrift.portfolio.document.yaml import field_name

MOST_CHARACTERS = 1_000_000


def whole(slug: str, content: Mapping[str, Any]) -> SystemDocument:
    """The document of the system `slug`. Raises Faults, each with the slug in place of a file's name."""
    try:
        document = SystemDocument.model_validate(content)
    except ValidationError as errors:
        raise Faults(
            Fault(
                slug,
                None,
                field_name(error["loc"]),
                "missing" if error["type"] == "missing" or error["input"] is None else shown(error["input"]),
                expected(error),
            )
            for error in errors.errors()
        ) from None
    if document.slug != slug:
        raise Faults([Fault(slug, None, "identity.slug", repr(document.slug), f"{slug!r}; the name never changes")])
    return document


def refuse_unstorable(slug: str, content: Mapping[str, Any]) -> None:
    """Text that PostgreSQL cannot hold, and content beyond any document. Other faults may be stored in a draft."""
    written = json.dumps(content, ensure_ascii=False)
    if "\\u0000" in written or any("\ud800" <= character <= "\udfff" for character in written):
        raise Faults([Fault(slug, None, "", "an invisible control character", "text")])
    if len(written) > MOST_CHARACTERS:
        raise Faults([Fault(slug, None, "", f"{len(written)} characters", f"at most {MOST_CHARACTERS}")])
