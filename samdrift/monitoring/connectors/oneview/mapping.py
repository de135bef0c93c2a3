"""The mapping from an answer to signals, in JMESPath (jmespath.org/specification.html)."""

from __future__ import annotations

from typing import Annotated, Literal

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

LevelWord = Literal["operational", "degraded", "partial_outage", "major_outage"]


def _compiles(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except JMESPathError as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"{expression[:80]!r} is not a JMESPath expression: {first}") from None
    return expression


Expression = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_compiles)]


class Settings(BaseModel):
    """Where to ask, and per item of the answer: which signal, in which state, since when, in which words."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    address: str = Field(pattern=r"^https?://", max_length=2000)
    method: Literal["GET", "POST"] = "GET"
    headers: dict[str, SecretStr] = {}
    """Sent with each question; an API key for example. Kept out of messages and logs."""
    body: str | None = None
    """Sent with POST, as it stands."""

    items: Expression
    """From the answer to the list of items."""
    signal: Expression
    """From an item to the signal's name; `mitid` and `mitid/login` map themselves."""
    state: Expression
    """From an item to its state, in the words of that system."""
    time: Expression | None = None
    """From an item to since when: RFC 3339, or seconds or milliseconds since 1970. Without it: when asked."""
    text: Expression | None = None
    planned: Expression | None = None
    """From an item to true where it happens within announced work."""

    states: dict[str, LevelWord] = Field(min_length=1)
    """From their words to ours."""
    unknown_state: LevelWord | Literal["refuse"] = "refuse"
    """What a word that `states` lacks means; `refuse` takes nothing of such an answer."""
    complete: bool = False
    """True where the answer lists faults only: what it does not name works."""


def compiled(expression: str) -> ParsedResult:
    """jmespath keeps the last few hundred compiled expressions itself."""
    return jmespath.compile(expression)
