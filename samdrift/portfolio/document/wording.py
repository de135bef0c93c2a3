"""Pydantic's errors in this template's words."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from samdrift.portfolio.document.fields import (
    ADDRESS_PATTERN,
    DAY_EXPECTED,
    DURATION_PATTERN,
    FIELD_PATTERN,
    ONE_LINE_PATTERN,
    PERCENT_PATTERN,
    REFERENCE_PATTERN,
)
from samdrift.portfolio.document.outline import section_in
from samdrift.portfolio.document.template import SystemDocument
from samdrift.vocabulary import SLUG_PATTERN

_WORDS = {
    "missing": "a value; this field must be there",
    "string_type": "text",
    "string_unicode": "text in UTF-8",
    "string_too_short": "text",
    "string_too_long": "at most {max_length} characters",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "model_type": "a group of fields",
    "tuple_type": "a list",
    "too_long": "at most {max_length} in the list",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "date_type": DAY_EXPECTED,
    "date_parsing": DAY_EXPECTED,
    "date_from_datetime_parsing": DAY_EXPECTED,
}
_PATTERNS = {
    SLUG_PATTERN: "1 to 64 of a-z, 0-9 and hyphen, not first or last a hyphen",
    ONE_LINE_PATTERN: "text without invisible control characters",
    DURATION_PATTERN: "a duration in days, hours or minutes, as P1D, PT4H or PT30M",
    PERCENT_PATTERN: "a percentage with a point, as 99.9",
    REFERENCE_PATTERN: "a system or one of its services, as mitid or mitid/login",
    FIELD_PATTERN: "a field of the template, as services.recovery_time",
    ADDRESS_PATTERN: "an address as https://example.dk/page",
}


def expected(error: ErrorDetails) -> str:
    """What should have stood there, to follow the word "expected"."""
    if error["type"] == "extra_forbidden":
        return _known_fields(error["loc"])
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    words = _WORDS.get(error["type"])
    return words.format_map(context) if words else error["msg"]


def _known_fields(place: Sequence[str | int]) -> str:
    *group, unknown = place
    known = list(_model_at(group).model_fields)
    near = difflib.get_close_matches(str(unknown), known, n=1)
    return f"no such field; did you mean {near[0]}" if near else f"no such field; here belong {', '.join(known)}"


def _model_at(place: Sequence[str | int]) -> type[BaseModel]:
    model: type[BaseModel] = SystemDocument
    for step in place:
        if isinstance(step, str):
            model = section_in(model.model_fields[step].annotation) or model
    return model
