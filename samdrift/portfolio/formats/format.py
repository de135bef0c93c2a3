"""What an exchange format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samdrift.portfolio.derived import Portfolio


@dataclass(frozen=True, slots=True)
class Format:
    """`write` gives the same bytes for the same portfolio, and tells nothing that the portfolio does not hold: it was
    read out for one audience. `address` is where the public part is published."""

    name: str
    media_type: str
    suffix: str
    address: str
    write: Callable[[Portfolio], bytes]
