"""Accept-Encoding (RFC 9110, section 12.5.3): which of our codings a reader takes, best first."""

from __future__ import annotations

import re
from functools import lru_cache

CODINGS = ("br", "gzip", "identity")
"""In our order: it decides between codings that the reader wants equally."""

_WEIGHT = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_KEPT_LENGTH = 256


def ranking(header: bytes) -> tuple[str, ...]:
    """The codings a reader accepts, the heaviest first. Empty when even `identity` is refused.

    An absent or empty header means identity alone: the standard would allow any coding, but a client that does not
    ask cannot be trusted to unpack. A member with a weight outside the grammar is passed over.
    """
    # Headers are the reader's to choose: long ones must not fill the cache.
    return _kept(header) if len(header) <= _KEPT_LENGTH else _ranked(header)


def _ranked(header: bytes) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for member in header.decode("latin-1").lower().split(","):
        coding, weight = _member(member)
        if weight is not None:
            weights[coding] = min(weight, weights.get(coding, 1.0))
    others = weights.get("*")
    given = {coding: weights.get(coding, others) for coding in CODINGS}
    if given["identity"] is None:
        given["identity"] = 0.0001  # acceptable unless refused, and less wanted than anything that was named
    accepted = [(coding, weight) for coding, weight in given.items() if weight]
    return tuple(coding for coding, _ in sorted(accepted, key=lambda pair: -pair[1]))


_kept = lru_cache(maxsize=1024)(_ranked)


def _member(member: str) -> tuple[str, float | None]:
    coding, _, parameters = member.partition(";")
    coding = coding.strip()
    coding = "gzip" if coding == "x-gzip" else coding
    if not parameters.strip():
        return coding, 1.0
    name, _, weight = parameters.partition("=")
    if name.strip() != "q" or not _WEIGHT.fullmatch(weight.strip()):
        return coding, None
    return coding, float(weight)
