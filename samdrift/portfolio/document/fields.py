"""The kinds of value that the template is made of."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from samdrift.vocabulary import SLUG_PATTERN, Audience, Text

# Control characters, line separators, marks that turn the direction of the text or have no width, and what is no
# character at all and may stand in no XML: none of them can be seen.
_REFUSED = r"\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufffe\uffff"
# Spaces, fillers, and what joins or varies the characters beside it: of use between others, nothing by themselves.
_BLANK = (
    r" \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u200c-\u200f\u202f\u205f\u2800"
    r"\u3000\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb"
)
ONE_LINE_PATTERN = f"^[{_BLANK}]*[^{_BLANK}{_REFUSED}][^{_REFUSED}]*$"
"""At least one character that can be seen, and none that is refused."""
ADDRESS_PATTERN = r"^https://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?:/[!-~]*)?$"
DAY_EXPECTED = "a date that exists, written as 2023-10-31"

_BLANKS = re.compile(r"[ \t\r\n]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _unfold(value: object) -> object:
    """How a text is folded over lines in a file is not part of the text. A no-break space is."""
    return _BLANKS.sub(" ", value).strip(" ") if isinstance(value, str) else value


def _only_iso(value: object) -> object:
    # Pydantic would also take a number of seconds since 1970 for a date.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("day", DAY_EXPECTED)
    return value


# One unit only: people write "P1D" or "PT4H", and a page can say it back in one word.
DURATION_PATTERN = r"^P(?:[1-9]\d{0,2}D|T[1-9]\d{0,3}[HM])$"
PERCENT_PATTERN = r"^(?:100(?:\.0{1,4})?|[1-9]?\d(?:\.\d{1,4})?)$"
FIELD_PATTERN = r"^[a-z_]+(?:\.[a-z_]+){0,2}$"
REFERENCE_PATTERN = SLUG_PATTERN.replace("$", "") + r"(?:/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)?$"

Slug = Annotated[str, Field(pattern=SLUG_PATTERN)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE_PATTERN), BeforeValidator(_unfold)]
Passage = Annotated[str, Field(min_length=1, max_length=1000, pattern=ONE_LINE_PATTERN), BeforeValidator(_unfold)]
Address = Annotated[str, Field(max_length=500, pattern=ADDRESS_PATTERN)]
Duration = Annotated[str, Field(pattern=DURATION_PATTERN)]
"""Days, hours or minutes by ISO 8601: P1D, PT4H, PT30M."""
Percent = Annotated[str, Field(pattern=PERCENT_PATTERN)]
Reference = Annotated[str, Field(pattern=REFERENCE_PATTERN)]
"""A system (`mitid`) or one of its services (`mitid/login`)."""
FieldPath = Annotated[str, Field(max_length=80, pattern=FIELD_PATTERN)]
"""A field of the template: operator, services.recovery_time."""
Day = Annotated[date, BeforeValidator(_only_iso)]


Partners = Field(json_schema_extra={"x-audience": Audience.PARTNERS.value})
Internal = Field(json_schema_extra={"x-audience": Audience.INTERNAL.value})
"""Who a field is told to, unless the document says otherwise. A field without a mark is public."""


class Section(BaseModel):
    """A group of fields of the template. Knows exactly its fields, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Name(Section):
    """A short text in both languages."""

    da: Line
    en: Line

    @property
    def text(self) -> Text:
        return Text(self.da, self.en)


class Prose(Section):
    """One or a few sentences in both languages."""

    da: Passage
    en: Passage

    @property
    def text(self) -> Text:
        return Text(self.da, self.en)
